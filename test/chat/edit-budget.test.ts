import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EditBudget } from '../../src/chat/edit-budget.js';

const HOUR = 3600_000;

/** When a card is edited that has something new to show every `everyMs`, for so many hours. */
function edits(everyMs: number, hours: number): number[] {
  const budget = new EditBudget(12_000);
  const made: number[] = [];
  for (let now = 0; now < hours * HOUR; now += everyMs)
    if (now >= budget.dueAt('7')) {
      budget.spend('7', now);
      made.push(now);
    }
  return made;
}

test('GIVEN a run that always has progress to show THEN no hour holds more than 31 edits of its card', () => {
  const made = edits(1000, 5);
  for (const begin of made) {
    const inHour = made.filter((at) => at >= begin && at < begin + HOUR);
    assert.ok(inHour.length <= 31, `${inHour.length} from ${begin}`);
  }
  assert.ok(made.length > 4 * 22, 'and yet it goes on being edited');
});

test('GIVEN a short run THEN its card follows every 12 s', () => {
  const made = edits(1000, 100_000 / HOUR);
  assert.deepEqual(
    made,
    [0, 12, 24, 36, 48, 60, 72, 84, 96].map((s) => s * 1000),
  );
});

test('GIVEN 30 epochs in an hour THEN each is shown when it ends', () => {
  const budget = new EditBudget(12_000);
  for (let epoch = 1; epoch <= 30; epoch++) {
    const ends = epoch * 120_000;
    assert.ok(budget.dueAt('7') <= ends, `epoch ${epoch}`);
    budget.spend('7', ends);
  }
});

test('GIVEN a restart while a run trains THEN it brings no burst of its own', () => {
  const budget = new EditBudget(12_000);
  budget.resume('7', 0);
  assert.ok(budget.dueAt('7') <= 0, 'what changed meanwhile is shown at once');
  budget.spend('7', 0);
  assert.equal(budget.dueAt('7'), 148_000);
});

test('GIVEN a run that ended THEN the next with its number begins anew', () => {
  const budget = new EditBudget(12_000);
  budget.spend('7', 5000);
  assert.equal(budget.dueAt('7'), 17_000);
  budget.forget('7');
  assert.equal(budget.dueAt('7'), 0);
});

test('GIVEN a card that only people change THEN nine changes are shown at once, and more wait', () => {
  const budget = new EditBudget(12_000);
  const waits = Array.from({ length: 12 }, () => {
    const wait = Math.max(0, budget.dueAt('7', 0) - 1000);
    if (wait === 0) budget.spend('7', 1000);
    return wait;
  });
  assert.deepEqual(waits, [...Array<number>(9).fill(0), 160_000, 160_000, 160_000]);
});
