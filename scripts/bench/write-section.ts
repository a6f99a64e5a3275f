import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from '../../src/config/settings.js';

export type Row = { what: string; measured: string; asked: string };

const FILE = join(projectRoot, 'docs/bench.md');
const TITLE = '# Benchmarks';

/** A section of docs/bench.md; the others, each written by its own benchmark, stay as they are. */
export function writeSection(heading: string, command: string, rows: readonly Row[]): void {
  const section = [
    `## ${heading}`,
    '',
    `Written by \`${command}\` on ${machine()}.`,
    '',
    '| what | measured | asked for |',
    '| --- | --- | --- |',
    ...rows.map(({ what, measured, asked }) => `| ${what} | ${measured} | ${asked} |`),
  ].join('\n');
  console.log(section);
  const old = existsSync(FILE) ? readFileSync(FILE, 'utf8') : '';
  const [, ...sections] = old.split(/^(?=## )/m).map((text) => text.trim());
  const at = sections.findIndex((text) => text.startsWith(`## ${heading}\n`));
  if (at === -1) sections.push(section);
  else sections[at] = section;
  writeFileSync(
    FILE,
    `${TITLE}\n\nThe engine's: [engine-bench.md](engine-bench.md).\n\n${sections.join('\n\n')}\n`,
  );
}

const machine = (): string =>
  `${cpus().length} cores (${cpus()[0]?.model ?? 'unknown'}), ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.versions.node}`;
