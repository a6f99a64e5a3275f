import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type HubFault, sendFile, takeFault } from './hub-faults.js';
import {
  etagOf,
  newCommit,
  readFolder,
  storeFile,
  type StoredModel,
  type TreeEntry,
  treeEntry,
} from './hub-files.js';

/** `server` tells the hub from its CDN; header names are in small letters. */
export type HubRequest = {
  server: 'hub' | 'cdn';
  method: string;
  path: string;
  headers: IncomingMessage['headers'];
};

/**
 * A Hugging Face hub on this machine, as far as models are fetched from it: information, listing, files with ranges,
 * and LFS files on a host of their own (another port). Faults are scripted with `fault`, and requests noted.
 */
export class LoopbackHub {
  readonly requests: HubRequest[] = [];
  /** Accounts' tokens; another one is answered 401. */
  readonly tokens = new Set<string>();
  /** Entries of a listing that are sent at once; the rest follows over a Link. */
  pageSize = 1000;
  /** Changes what a listing says of a file. */
  tamper: ((entry: TreeEntry) => object) | undefined;
  /** Called before a request is answered. */
  onRequest: ((path: string) => void) | undefined;
  #endpoint = '';
  readonly #renamed = new Map<string, string>();
  readonly #models = new Map<string, StoredModel>();
  readonly #faults: HubFault[] = [];
  readonly #hub = createServer((request, response) => this.#answer('hub', request, response));
  readonly #cdn = createServer((request, response) => this.#answer('cdn', request, response));

  static async start(): Promise<LoopbackHub> {
    const hub = new LoopbackHub();
    for (const server of [hub.#hub, hub.#cdn])
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    hub.#endpoint = addressOf(hub.#hub);
    return hub;
  }

  async stop(): Promise<void> {
    for (const server of [this.#hub, this.#cdn]) {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
  }

  /** Stays what it was after a stop. */
  get endpoint(): string {
    return this.#endpoint;
  }

  /** Adds a commit with these files (or those of a folder), and leads a branch there. @returns the commit */
  publish(
    id: string,
    files: Record<string, Buffer> | string,
    { revision = 'main', access = 'public' }: { revision?: string; access?: StoredModel['access'] } = {},
  ): string {
    const commit = newCommit();
    const model = this.#models.get(id) ?? { refs: new Map(), commits: new Map(), access };
    const named = typeof files === 'string' ? readFolder(files) : files;
    model.commits.set(
      commit,
      Object.entries(named).map(([path, content]) => storeFile(path, content)),
    );
    model.refs.set(revision, commit);
    this.#models.set(id, model);
    return commit;
  }

  /** Old addresses of a model lead to the new ones, as a hub's do. */
  rename(from: string, to: string): void {
    this.#renamed.set(from, to);
    const model = this.#models.get(from);
    if (model) this.#models.set(to, model);
    this.#models.delete(from);
  }

  fault(...faults: HubFault[]): void {
    this.#faults.push(...faults);
  }

  /** Requests for bytes of files. */
  downloads(path = '/resolve/'): HubRequest[] {
    return this.requests.filter((request) => request.path.includes(path) && request.method === 'GET');
  }

  #answer(server: 'hub' | 'cdn', request: IncomingMessage, response: ServerResponse): void {
    const url = new URL(request.url ?? '/', 'http://loopback');
    const path = decodeURIComponent(url.pathname);
    this.requests.push({ server, method: request.method ?? '', path, headers: request.headers });
    this.onRequest?.(path);
    const fault = takeFault(this.#faults, `${server}:${path}`);
    if (fault?.kind === 'status') return refuse(response, fault.status, '', fault.headers);
    if (fault?.kind === 'cut' && fault.after < 0) return void request.socket.destroy();
    if (server === 'cdn') return this.#sendLfs(path, request, response, fault);
    const [, api, id = '', word, rest = ''] =
      /^\/(api\/models\/)?([^/]+\/[^/]+)\/(revision|tree|resolve)\/(.+)$/.exec(path) ?? [];
    const renamed = this.#renamed.get(id);
    if (renamed !== undefined)
      return void response.writeHead(307, { location: (request.url ?? '').replace(id, renamed) }).end();
    const model = this.#models.get(id);
    const token = request.headers.authorization?.replace('Bearer ', '');
    if (token !== undefined && !this.tokens.has(token)) return refuse(response, 401, '');
    const known = token !== undefined;
    if (!model || (model.access === 'private' && !known))
      return refuse(response, known ? 404 : 401, 'RepoNotFound');
    const [revision = '', name = ''] = word === 'resolve' ? splitOnce(rest) : [rest];
    const commit = model.refs.get(revision) ?? revision;
    const files = model.commits.get(commit);
    if (!files) return refuse(response, 404, 'RevisionNotFound');
    if (api && word === 'revision')
      return sendJson(response, {
        _id: '0',
        id,
        sha: commit,
        private: model.access === 'private',
        gated: model.access === 'gated' ? 'manual' : false,
        downloads: 0,
        likes: 0,
        tags: [],
        lastModified: '2026-01-01T00:00:00.000Z',
        siblings: files.map((file) => ({ rfilename: file.path })),
      });
    if (api && word === 'tree') {
      const from = Number(url.searchParams.get('cursor') ?? 0);
      url.searchParams.set('cursor', `${from + this.pageSize}`);
      const next = `<${this.endpoint}${url.pathname}${url.search}>; rel="next"`;
      if (from + this.pageSize < files.length) response.setHeader('link', next);
      return sendJson(
        response,
        files
          .slice(from, from + this.pageSize)
          .map(treeEntry)
          .map((entry) => this.tamper?.(entry) ?? entry),
      );
    }
    if (model.access === 'gated' && !known) return refuse(response, 401, 'GatedRepo');
    const file = files.find(({ path: there }) => there === name);
    if (!file) return refuse(response, 404, 'EntryNotFound');
    const headers = { 'x-repo-commit': commit };
    if (!file.lfs) {
      sendFile(request, response, { content: file.content, etag: `"${file.oid}"`, headers }, fault);
      return;
    }
    response.writeHead(302, {
      ...headers,
      'x-linked-etag': `"${etagOf(file)}"`,
      'x-linked-size': file.content.length,
      location: `${addressOf(this.#cdn)}/${file.sha256}/${name}?signature=secret`,
    });
    response.end();
  }

  #sendLfs(
    path: string,
    request: IncomingMessage,
    response: ServerResponse,
    fault: HubFault | undefined,
  ): void {
    const all = [...this.#models.values()].flatMap(({ commits }) => [...commits.values()].flat());
    const file = all.find(({ lfs, sha256 }) => lfs && path.startsWith(`/${sha256}/`));
    if (!file) return refuse(response, 403, '');
    // A CDN has etags of its own.
    sendFile(request, response, { content: file.content, etag: `"cdn-${file.oid}"`, headers: {} }, fault);
  }
}

const addressOf = (server: Server): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

const splitOnce = (text: string): [string, string] => {
  const at = text.indexOf('/');
  return [text.slice(0, at), text.slice(at + 1)];
};

const sendJson = (response: ServerResponse, body: unknown): void =>
  void response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));

function refuse(
  response: ServerResponse,
  status: number,
  code: string,
  headers: Record<string, string> = {},
): void {
  const sent = code === '' ? headers : { 'x-error-code': code, ...headers };
  response.writeHead(status, { 'content-type': 'application/json', ...sent });
  response.end(JSON.stringify({ error: code || `status ${status}` }));
}
