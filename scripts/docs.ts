import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { loadSettings, projectRoot } from '../src/config/settings.js';
import { optionsDoc } from '../src/runs/options-doc.js';

/** Writes the pages of docs/ that are made from the code and configs/, laid out as all of docs/. */
const file = join(projectRoot, 'docs', 'options.md');
const layout = await resolveConfig(file);
writeFileSync(file, await format(optionsDoc(loadSettings({ env: {} })), { ...layout, parser: 'markdown' }));
