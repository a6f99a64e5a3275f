import type { Settings } from '../../src/config/settings.js';
import { LOSSES } from '../../src/runs/loss-options.js';
import { parseTrainOptions } from '../../src/runs/parse-options.js';
import { type Run, UNTOLD } from '../../src/runs/run.js';
import { emptyStore, type StoreData } from '../../src/runs/store-data.js';
import { Random } from '../../src/training/random.js';

const FIRST = Date.UTC(2026, 0, 1);
const MINUTE = 60_000;
/** How many of the runs were handed in. */
const SCORED = 200;
const AUTHOR = { id: '100000000000000001', name: '김학생' };
const CHANNEL = '123456789012345678';

/**
 * A store as it is after `count` finished runs, each with all its metrics, its messages in the channel and a link to its
 * thread; channel and sheet have seen them. The numbers are made up, the same each time.
 */
export function manyRuns(count: number, { labmate, models, presets, task }: Settings): StoreData {
  const data = emptyStore();
  const numbers = new Random(1);
  const random = () => numbers.uniform();
  const specs = LOSSES.map(
    (loss) => parseTrainOptions({ loss }, { defaults: labmate.defaults, models, presets }).spec,
  );
  for (let n = 1; n <= count; n++) {
    const spec = specs[n % specs.length];
    if (!spec) continue;
    const id = String(n);
    data.runs[id] = run(id, { ...spec, seed: n }, task.labels, random);
    data.board[id] = {
      ...{ channel_id: CHANNEL, card_id: CHANNEL, thread_id: CHANNEL, result_id: CHANNEL },
      ...{ card_posted_at: new Date(FIRST).toISOString(), told_interruptions: 0 },
      result_channel_id: null,
      result_line: null,
      card_shown: null,
    };
  }
  const cursors = { chat: count, sheet: count };
  return { ...data, revision: count, next_run: count + 1, cursors };
}

function run(id: string, spec: Run['spec'], labels: readonly string[], random: () => number): Run {
  const at = (minutes: number) => new Date(FIRST + (Number(id) * 10 + minutes) * MINUTE).toISOString();
  const folder = '/home/team/labmate/configs/samples/kote8';
  const micro_f1 = 0.8 + random() / 10;
  const public_scores =
    Number(id) <= SCORED ? [{ score: micro_f1 - random() / 50, at: at(20), author: AUTHOR }] : [];
  return {
    ...{
      id,
      revision: Number(id),
      state: 'done',
      spec,
      from: null,
      filled: null,
      provenance: null,
      author: AUTHOR,
    },
    public_scores,
    intent: `드문 감정에 도움이 되는가? The ${id}th question of the team, in some more words.`,
    data: {
      ...{ folder, train: `${folder}/train.jsonl`, dev: `${folder}/dev.jsonl` },
      ...{ test: `${folder}/test.jsonl`, hash: 'f'.repeat(64) },
    },
    ...{ created_at: at(0), started_at: at(1), finished_at: at(9), attempts: 1, crashes: 0 },
    ...{ code: { commit: 'abcdef123456', dirty: false }, host: 'gpu-server', note: null, progress: null },
    result: {
      dev: {
        ...{ threshold: 0.5, ...metrics(micro_f1, labels, random) },
        ...{ average_precision_macro: random(), average_precision_micro: random() },
      },
      dev_tuned: {
        ...metrics(micro_f1 + 0.002, labels, random),
        thresholds: Object.fromEntries(labels.map((label) => [label, random()])),
      },
      ...{ best_epoch: 7, seconds: 500 + random(), tokens: 4_000_000, padding: 200_000 },
      ...{ engine: 'native 2.21.0 cpu', slow: false },
    },
    ...UNTOLD,
    ...{ failure: null, interruption: null, adjusted: null, quiet: false, when: 'now', sweep: null },
    ...{ checkpoint_freed_at: null, checkpoint_pinned: false, sheet_note: '' },
    origin: { from: 'owner/model at 0123456789abcdef', lines: ['the classifier begins fresh'] },
    thread_url: `https://discord.com/channels/${CHANNEL}/${CHANNEL}`,
  };
}

function metrics(micro_f1: number, labels: readonly string[], random: () => number) {
  const label = () => ({
    ...{ precision: random(), recall: random(), f1: random(), average_precision: random() },
    support: Math.floor(random() * 1000),
  });
  return {
    ...{ micro_f1, micro_precision: random(), micro_recall: random(), macro_f1: random() },
    ...{ weighted_f1: random(), samples_f1: random(), exact_match: random(), hamming_loss: random() },
    per_label: Object.fromEntries(labels.map((name) => [name, label()])),
  };
}
