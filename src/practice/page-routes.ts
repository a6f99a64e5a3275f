import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Hono, type Context } from 'hono';

/** This file runs as dist/src/practice/page-routes.js; the page's scripts are compiled beside it. */
const here = dirname(fileURLToPath(import.meta.url));
const scripts = join(here, 'page');
const sources = join(here, '..', '..', '..', 'src', 'practice', 'page');

const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
} as const;

/** The only files of other packages that a browser may read, by their names in the page's import map. */
const VENDOR: Record<string, string> = {
  'preact.mjs': 'preact',
  'hooks.mjs': 'preact/hooks',
  'jsxRuntime.mjs': 'preact/jsx-runtime',
};

const indexHtml = () => readFileSync(join(sources, 'index.html'), 'utf8');

async function send(c: Context, path: string, type: string): Promise<Response> {
  let body: string;
  try {
    body = await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    return c.text(`The page is not built: ${c.req.path} is missing. Run "npm run build" and reload.`, 404);
  }
  return c.body(body, 200, {
    'Content-Type': type,
    'Cache-Control': 'no-cache',
    'X-Content-Type-Options': 'nosniff',
  });
}

/**
 * The practice guild's page: `/`, `/channels/<guild>/<channel>[/<message>]` (the same page, opened there), its
 * scripts and styles under `/page/`, and Preact under `/vendor/`.
 */
export function pageRoutes(): Hono {
  const app = new Hono();
  const resolve = createRequire(import.meta.url).resolve;
  const index = (c: Context) => c.html(indexHtml(), 200, { 'Cache-Control': 'no-cache' });
  app.get('/', index);
  app.get('/channels/:guild{\\d+}/:channel{\\d+}', index);
  app.get('/channels/:guild{\\d+}/:channel{\\d+}/:message{\\d+}', index);
  // The pattern is the wall: a name has no slash and no dot but its last one.
  app.get('/page/:file{[a-z0-9-]+\\.js}', (c) => send(c, join(scripts, c.req.param('file')), TYPES['.js']));
  app.get('/page/:file{[a-z0-9-]+\\.css}', (c) => send(c, join(sources, c.req.param('file')), TYPES['.css']));
  app.get('/page/:file{[a-z0-9-]+\\.svg}', (c) => send(c, join(sources, c.req.param('file')), TYPES['.svg']));
  app.get('/vendor/:file', (c) => {
    const name = VENDOR[c.req.param('file')];
    return name === undefined ? c.notFound() : send(c, resolve(name), TYPES['.js']);
  });
  return app;
}
