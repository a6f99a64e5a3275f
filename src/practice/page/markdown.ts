/** Discord's Markdown as a tree: https://support.discord.com/hc/en-us/articles/210298617. Never HTML. */
export type Inline =
  | { kind: 'text'; text: string }
  | { kind: 'strong' | 'em' | 'underline' | 'strike' | 'spoiler'; children: Inline[] }
  | { kind: 'code'; text: string }
  | { kind: 'link'; href: string; children: Inline[] }
  | { kind: 'user' | 'role' | 'channel' | 'command' | 'emoji'; id: string }
  | { kind: 'time'; seconds: number; style: string };

export type Block =
  | { kind: 'paragraph' | 'quote' | 'small'; children: Inline[] }
  | { kind: 'heading'; level: 1 | 2 | 3; children: Inline[] }
  | { kind: 'list'; ordered: boolean; start: number; items: { depth: number; children: Inline[] }[] }
  | { kind: 'code'; language: string; text: string };

type Rule = { pattern: RegExp; make: (match: RegExpExecArray) => Inline };

const wrap =
  (kind: 'strong' | 'em' | 'underline' | 'strike' | 'spoiler') =>
  (match: RegExpExecArray): Inline => ({ kind, children: parseInline(match[1] ?? '') });

/** Web addresses only: no other scheme becomes a link. */
const WEB = String.raw`https?:\/\/[^\s<>]+`;

const rules: Rule[] = [
  { pattern: /\\([^\p{L}\p{N}\s])/uy, make: (m) => ({ kind: 'text', text: m[1] ?? '' }) },
  { pattern: /``([^]+?)``(?!`)/y, make: (m) => ({ kind: 'code', text: (m[1] ?? '').trim() }) },
  { pattern: /`([^`]+)`/y, make: (m) => ({ kind: 'code', text: m[1] ?? '' }) },
  { pattern: /<@!?(\d+)>/y, make: (m) => ({ kind: 'user', id: m[1] ?? '' }) },
  { pattern: /<@&(\d+)>/y, make: (m) => ({ kind: 'role', id: m[1] ?? '' }) },
  { pattern: /<#(\d+)>/y, make: (m) => ({ kind: 'channel', id: m[1] ?? '' }) },
  { pattern: /<\/([^:>]+):\d+>/y, make: (m) => ({ kind: 'command', id: m[1] ?? '' }) },
  { pattern: /<a?:(\w+):\d+>/y, make: (m) => ({ kind: 'emoji', id: m[1] ?? '' }) },
  {
    pattern: /<t:(-?\d{1,13})(?::([tTdDfFsSR]))?>/y,
    make: (m) => ({ kind: 'time', seconds: Number(m[1]), style: m[2] ?? 'f' }),
  },
  {
    pattern: new RegExp(
      String.raw`\[((?:[^\[\]\\]|\\.)+)\]\(<?(${WEB.replace('<>', '<>)')})>?(?:\s+"[^"]*")?\)`,
      'y',
    ),
    make: (m) => ({ kind: 'link', href: m[2] ?? '', children: parseInline(m[1] ?? '') }),
  },
  { pattern: new RegExp(`<(${WEB})>`, 'y'), make: (m) => bareLink(m[1] ?? '') },
  { pattern: new RegExp(String.raw`${WEB}(?<![.,:;!?'")\]}»”’])`, 'y'), make: (m) => bareLink(m[0]) },
  { pattern: /\*\*(?=\S)([^]+?)\*\*(?!\*)/y, make: wrap('strong') },
  { pattern: /__(?=\S)([^]+?)__(?!_)/y, make: wrap('underline') },
  { pattern: /~~(?=\S)([^]+?)~~/y, make: wrap('strike') },
  { pattern: /\|\|([^]+?)\|\|/y, make: wrap('spoiler') },
  { pattern: /\*(?=[^\s*])([^]*?[^\s*])\*(?!\*)/y, make: wrap('em') },
  // Not inside a word: gamma_neg and micro_f1 stay as they are.
  { pattern: /(?<![\p{L}\p{N}_])_(?=[^\s_])([^]*?[^\s_])_(?![\p{L}\p{N}_])/uy, make: wrap('em') },
];

const bareLink = (href: string): Inline => ({ kind: 'link', href, children: [{ kind: 'text', text: href }] });

export function parseInline(text: string): Inline[] {
  const nodes: Inline[] = [];
  let plain = '';
  const flush = () => {
    if (plain) nodes.push({ kind: 'text', text: plain });
    plain = '';
  };
  let at = 0;
  while (at < text.length) {
    const found = /[\\`<[h*_~|]/.test(text[at] ?? '') ? firstRule(text, at) : undefined;
    if (found) {
      flush();
      nodes.push(found.node);
      at = found.end;
    } else {
      plain += text[at];
      at += 1;
    }
  }
  flush();
  return nodes;
}

function firstRule(text: string, at: number): { node: Inline; end: number } | undefined {
  for (const { pattern, make } of rules) {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (match) {
      const end = pattern.lastIndex;
      return { node: make(match), end };
    }
  }
  return undefined;
}

const FENCE = /^```(?:([\w+#.-]{1,20})\n)?\n?([^]*?)\n?```\n?/;
const LIST = /^(\s*)(?:([-*])|(\d{1,9})\.)\s+(.*)$/;

/** Blocks in order. Line breaks inside a paragraph are kept as `\n` in its texts. */
export function parseMarkdown(source: string): Block[] {
  const blocks: Block[] = [];
  let rest = source.replaceAll('\r\n', '\n');
  while (rest !== '') {
    const taken = takeFence(rest, blocks) || takeQuoteRest(rest, blocks) || takeLine(rest, blocks);
    rest = rest.slice(taken);
  }
  return blocks;
}

function takeFence(rest: string, blocks: Block[]): number {
  const match = FENCE.exec(rest);
  if (!match || match[2] === '') return 0;
  blocks.push({ kind: 'code', language: match[1] ?? '', text: match[2] ?? '' });
  return match[0].length;
}

function takeQuoteRest(rest: string, blocks: Block[]): number {
  if (!rest.startsWith('>>> ')) return 0;
  blocks.push({ kind: 'quote', children: parseInline(rest.slice(4)) });
  return rest.length;
}

function takeLine(rest: string, blocks: Block[]): number {
  const heading = /^(#{1,3})\s+(.+)(?:\n|$)/.exec(rest);
  if (heading) {
    const level = (heading[1] ?? '#').length as 1 | 2 | 3;
    blocks.push({ kind: 'heading', level, children: parseInline(heading[2] ?? '') });
    return heading[0].length;
  }
  const small = /^-# (.+)(?:\n|$)/.exec(rest);
  if (small) {
    blocks.push({ kind: 'small', children: parseInline(small[1] ?? '') });
    return small[0].length;
  }
  const quote = /^(?:> .*(?:\n|$))+/.exec(rest);
  if (quote) {
    const text = quote[0].replace(/^> /gm, '').replace(/\n$/, '');
    blocks.push({ kind: 'quote', children: parseInline(text) });
    return quote[0].length;
  }
  return takeList(rest, blocks) || takeParagraph(rest, blocks);
}

function takeList(rest: string, blocks: Block[]): number {
  const lines = rest.split('\n');
  const items: { depth: number; children: Inline[] }[] = [];
  const first = LIST.exec(lines[0] ?? '');
  if (!first) return 0;
  let length = 0;
  for (const line of lines) {
    const match = LIST.exec(line);
    if (!match || (match[1] === '' && (match[3] === undefined) !== (first[3] === undefined))) break;
    items.push({
      depth: Math.min(4, Math.floor((match[1] ?? '').length / 2)),
      children: parseInline(match[4] ?? ''),
    });
    length += line.length + 1;
  }
  blocks.push({ kind: 'list', ordered: first[3] !== undefined, start: Number(first[3] ?? 1), items });
  return Math.min(length, rest.length);
}

/** Up to the next line that begins something else. A fence may begin in the middle of a line. */
function takeParagraph(rest: string, blocks: Block[]): number {
  const fence = /```[^]*?[^`\s][^]*?```/.exec(rest)?.index ?? -1;
  const part = fence > 0 ? rest.slice(0, fence) : rest;
  const next = /\n(?=#{1,3}\s|-# |> |>>> |\s*[-*]\s|\s*\d{1,9}\.\s)/.exec(part);
  const text = next ? part.slice(0, next.index) : part;
  const taken = next ? next.index + 1 : part.length;
  if (text.trim() !== '') blocks.push({ kind: 'paragraph', children: parseInline(text.replace(/\n$/, '')) });
  return taken;
}
