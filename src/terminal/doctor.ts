import { statfs } from 'node:fs/promises';
import { join } from 'node:path';
import type { Settings } from '../config/settings.js';
import { listModelFolders } from '../runs/find-model.js';
import { lockOwner } from '../runs/process-lock.js';
import { findDataSet, listDataSets } from '../task/find-data-set.js';
import { type Said, say } from '../texts/texts.js';
import { UserError } from '../user-error.js';
import { engineFinding, libraryFinding } from './engine-findings.js';
import { type Finding, finding } from './finding.js';
import type { Answer } from './verb.js';

/** `lab doctor`: what is in use, what is not set up, and what to do about it. Looks only, changes nothing. */
export async function runDoctor(settings: Settings): Promise<Answer> {
  const findings = [
    finding('node', true, process.versions.node),
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
  const running = owner === undefined ? say('doctor.stopped') : say('doctor.running', { owner });
  if (free === undefined) return finding('state', true, say('doctor.first', { home, running }));
  const slots = { home, free: free.toFixed(1), running };
  return free < 1
    ? finding('state', false, say('doctor.state_low', slots))
    : finding('state', true, say('doctor.state', slots));
}

/** The default data is what /train without options takes: it must be whole. */
async function data({ dataRoots, labmate }: Settings): Promise<Finding> {
  const name = labmate.defaults.data;
  try {
    const { folder } = await findDataSet(name, dataRoots);
    const all = (await listDataSets(dataRoots)).join(', ');
    return finding('data', true, say('doctor.data', { name, folder, all }));
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return finding('data', false, error.sentence);
  }
}

/** Where checkpoints come from. The hub is not asked: it answers when a run needs it. */
async function models({ models, modelRoots, environment }: Settings): Promise<Finding> {
  const folders = (await listModelFolders(modelRoots)).join(', ');
  const { HF_ENDPOINT = 'https://huggingface.co', HF_TOKEN } = environment;
  return finding(
    'models',
    true,
    say('doctor.models', {
      count: Object.keys(models).length,
      local: folders ? say('doctor.local', { folders }) : say('doctor.nothing'),
      // Not as it stands: there may be a password in it.
      hub: new URL(HF_ENDPOINT).host,
      token: HF_TOKEN ? say('doctor.token') : say('doctor.no_token'),
    }),
  );
}

const setUp = (url: string | undefined): Said =>
  url ? say('doctor.set_up_against', { url }) : say('doctor.set_up');

function discord({ environment }: Settings): Finding {
  const { DISCORD_TOKEN, DISCORD_GUILD_ID, DISCORD_CHANNEL_ID, DISCORD_API_URL } = environment;
  if (!DISCORD_TOKEN) return finding('discord', true, say('doctor.no_discord'));
  const missing = Object.entries({ DISCORD_GUILD_ID, DISCORD_CHANNEL_ID }).filter(([, value]) => !value);
  const [one, other] = missing.map(([name]) => name);
  if (one === undefined) return finding('discord', true, setUp(DISCORD_API_URL));
  const names = other === undefined ? one : say('doctor.and', { one, other });
  return finding('discord', false, say('doctor.missing', { names }));
}

function sheet({ environment }: Settings): Finding {
  const { GOOGLE_APPLICATION_CREDENTIALS, GOOGLE_SHEET_ID, GOOGLE_SHEETS_API_URL } = environment;
  if (!GOOGLE_APPLICATION_CREDENTIALS && !GOOGLE_SHEETS_API_URL)
    return finding('sheet', true, say('doctor.no_sheet'));
  return GOOGLE_SHEET_ID
    ? finding('sheet', true, setUp(GOOGLE_SHEETS_API_URL))
    : finding('sheet', false, say('doctor.no_sheet_id'));
}
