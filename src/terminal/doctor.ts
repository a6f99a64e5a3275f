import { statfs } from 'node:fs/promises';
import { join } from 'node:path';
import type { Settings } from '../config/settings.js';
import { listModelFolders } from '../runs/find-model.js';
import { lockOwner } from '../runs/process-lock.js';
import { findDataSet, listDataSets } from '../task/find-data-set.js';
import { UserError } from '../user-error.js';
import { engineFinding, libraryFinding } from './engine-findings.js';
import type { Finding } from './finding.js';
import type { Answer } from './verb.js';

/** `lab doctor`: what is in use, what is not set up, and what to do about it. Looks only, changes nothing. */
export async function runDoctor(settings: Settings): Promise<Answer> {
  const findings = [
    { part: 'Node', ok: true, says: process.versions.node },
    await engineFinding(),
    await libraryFinding(),
    await state(settings),
    await data(settings),
    await models(settings),
    discord(settings),
    sheet(settings),
  ];
  const width = Math.max(...findings.map(({ part }) => part.length));
  return {
    json: findings,
    text: findings.map(({ part, ok, says }) => `${ok ? '✓' : '!'} ${part.padEnd(width)}  ${says}`).join('\n'),
  };
}

async function state({ home }: Settings): Promise<Finding> {
  const disk = await statfs(home).catch(() => undefined);
  const owner = lockOwner(join(home, 'labmate.lock'));
  const free = disk ? (disk.bavail * disk.bsize) / 2 ** 30 : undefined;
  const running = owner === undefined ? 'the bot is not running' : `the bot is running (process ${owner})`;
  if (free === undefined)
    return { part: 'State', ok: true, says: `${home} is made at the first start; ${running}` };
  return {
    part: 'State',
    ok: free >= 1,
    says: `${home}, ${free.toFixed(1)} GiB free; ${running}${free < 1 ? '. Free some space: old folders in runs/ are the largest' : ''}`,
  };
}

/** The default data is what /train without options takes: it must be whole. */
async function data({ dataRoots, labmate }: Settings): Promise<Finding> {
  const name = labmate.defaults.data;
  try {
    const { folder } = await findDataSet(name, dataRoots);
    const all = await listDataSets(dataRoots);
    return { part: 'Data', ok: true, says: `${name} in ${folder}; folders: ${all.join(', ')}` };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { part: 'Data', ok: false, says: error.message };
  }
}

/** Where checkpoints come from. The hub is not asked: it answers when a run needs it. */
async function models({ models, modelRoots, environment }: Settings): Promise<Finding> {
  const folders = await listModelFolders(modelRoots);
  const { HF_ENDPOINT = 'https://huggingface.co', HF_TOKEN } = environment;
  // Not as it stands: there may be a password in it.
  const hub = new URL(HF_ENDPOINT).host;
  const local = folders.length > 0 ? `; folders: ${folders.join(', ')}` : '';
  const token = HF_TOKEN ? 'with HF_TOKEN' : 'without HF_TOKEN, so public models only';
  return {
    part: 'Models',
    ok: true,
    says: `${Object.keys(models).length} in the catalogue${local}; hub ${hub}, ${token}`,
  };
}

function discord({ environment }: Settings): Finding {
  const { DISCORD_TOKEN, DISCORD_GUILD_ID, DISCORD_CHANNEL_ID, DISCORD_API_URL } = environment;
  if (!DISCORD_TOKEN)
    return { part: 'Discord', ok: true, says: 'no DISCORD_TOKEN: npm start opens the practice guild' };
  const missing = Object.entries({ DISCORD_GUILD_ID, DISCORD_CHANNEL_ID }).filter(([, value]) => !value);
  return missing.length === 0
    ? { part: 'Discord', ok: true, says: `set up${DISCORD_API_URL ? `, against ${DISCORD_API_URL}` : ''}` }
    : { part: 'Discord', ok: false, says: `${missing.map(([name]) => name).join(' and ')} missing in .env` };
}

function sheet({ environment }: Settings): Finding {
  const { GOOGLE_APPLICATION_CREDENTIALS, GOOGLE_SHEET_ID, GOOGLE_SHEETS_API_URL } = environment;
  if (!GOOGLE_APPLICATION_CREDENTIALS && !GOOGLE_SHEETS_API_URL)
    return { part: 'Sheet', ok: true, says: 'no Google credentials: the practice sheet takes its place' };
  return GOOGLE_SHEET_ID
    ? {
        part: 'Sheet',
        ok: true,
        says: `set up${GOOGLE_SHEETS_API_URL ? `, against ${GOOGLE_SHEETS_API_URL}` : ''}`,
      }
    : { part: 'Sheet', ok: false, says: "GOOGLE_SHEET_ID missing in .env: the id in the sheet's address" };
}
