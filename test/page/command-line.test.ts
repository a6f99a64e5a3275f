import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { APIApplicationCommand } from 'discord.js';
import { readLine, toOptions } from '../../src/practice/page/command-line.js';
import { suggest } from '../../src/practice/page/suggest.js';

const option = (name: string, type: number, extra: object = {}) => ({
  name,
  type,
  description: `the ${name}`,
  ...extra,
});
const choices = ['bce', 'asl', 'apl'].map((value) => ({ name: value, value }));
// Only the fields that the page reads.
const commands = [
  {
    type: 1,
    name: 'train',
    description: 'Queue a run',
    options: [
      option('model', 3, { autocomplete: true }),
      option('loss', 3, { choices }),
      option('lr', 10),
      option('epochs', 4),
      option('shuffle', 5),
      option('intent', 3),
    ],
  },
  {
    type: 1,
    name: 'results',
    description: 'Results',
    options: [
      option('best', 1, { options: [option('top', 4)] }),
      option('show', 1, { options: [option('run', 3, { required: true })] }),
    ],
  },
  { type: 1, name: 'cancel', description: 'Cancel', options: [option('run', 3, { autocomplete: true })] },
  { type: 1, name: 'help', description: 'Help' },
] as unknown as APIApplicationCommand[];

function read(line: string) {
  const result = readLine(line, commands);
  assert.equal(result.kind, 'command', `${line}: ${JSON.stringify(result)}`);
  if (result.kind !== 'command') throw new Error('unreachable');
  const options = Object.fromEntries(toOptions(result.typed).map(({ name, value }) => [name, value]));
  return { name: [result.command.name, result.subcommand].filter(Boolean).join(' '), options };
}

describe('a typed line', () => {
  it('is read as a command with options of their types', () => {
    assert.deepEqual(
      read('/train loss:asl lr:3e-5 epochs:30 shuffle:no intent:"does ASL help rare emotions?"'),
      {
        name: 'train',
        options: {
          loss: 'asl',
          lr: 3e-5,
          epochs: 30,
          shuffle: false,
          intent: 'does ASL help rare emotions?',
        },
      },
    );
  });

  it('takes the quotes that keyboards and chats make', () => {
    for (const intent of ['“드문 감정에 도움?”', '「드문 감정에 도움?」', "'드문 감정에 도움?'"]) {
      assert.deepEqual(read(`/train intent:${intent} epochs:2`).options, {
        intent: '드문 감정에 도움?',
        epochs: 2,
      });
    }
    assert.equal(read('/train intent:"say \\"why\\"" lr:1').options.intent, 'say "why"');
    assert.deepEqual(read('/train intent:"never closed lr:1').options, { intent: 'never closed', lr: 1 });
  });

  it('lets an unquoted text run to the next known option', () => {
    assert.deepEqual(read('/train intent:ASL 3:1, see http://a.b/c: good? lr:1e-4 loss:bce').options, {
      intent: 'ASL 3:1, see http://a.b/c: good?',
      lr: 1e-4,
      loss: 'bce',
    });
  });

  it('sends what does not fit, and unknown options, as typed', () => {
    assert.deepEqual(read('/train lr:abc epochs:0 loss:hinge foo:3 shuffle:perhaps').options, {
      lr: 'abc',
      epochs: 0,
      loss: 'hinge',
      foo: '3',
      shuffle: 'perhaps',
    });
    assert.deepEqual(read('/train model:ngram epoch:3').options, { model: 'ngram', epoch: '3' });
    assert.deepEqual(read('/train intent:more of it epoch:3').options, {
      intent: 'more of it',
      epoch: '3',
    });
  });

  it('knows subcommands, and values without a name where only one can be meant', () => {
    assert.deepEqual(read('/results best top:3'), { name: 'results best', options: { top: 3 } });
    assert.deepEqual(read('/results show 12'), { name: 'results show', options: { run: '12' } });
    assert.deepEqual(read('/cancel 12'), { name: 'cancel', options: { run: '12' } });
    assert.deepEqual(read('/results best 5'), { name: 'results best', options: { top: 5 } });
    assert.deepEqual(read('/HELP'), { name: 'help', options: {} });
  });

  it('is answered by the page where it is no command', () => {
    assert.deepEqual(readLine('/trian loss:asl', commands), {
      kind: 'unknown',
      name: 'trian',
      closest: 'train',
    });
    assert.deepEqual(readLine('/zzz', commands), { kind: 'unknown', name: 'zzz', closest: undefined });
    assert.equal(readLine('/results', commands).kind, 'subcommand');
    const stray = readLine('/train loss:asl please', commands);
    assert.equal(stray.kind === 'stray' && stray.word, 'please');
    for (const text of ['hello', '/mnt/data is full', '/ hm', 'see /train']) {
      assert.equal(readLine(text, commands).kind, 'message', text);
    }
  });
});

describe('the suggestions', () => {
  const labels = (line: string) => suggest(line, line.length, commands)?.items.map(({ label }) => label);

  it('are commands, subcommands, options and values in turn', () => {
    assert.deepEqual(labels('/'), ['/cancel', '/help', '/results', '/train']);
    assert.deepEqual(labels('/re'), ['/results']);
    assert.deepEqual(labels('/results '), ['best', 'show']);
    assert.deepEqual(labels('/train '), ['model', 'loss', 'lr', 'epochs', 'shuffle', 'intent']);
    assert.deepEqual(labels('/train loss:asl lr:1 e'), ['epochs', 'model', 'shuffle', 'intent']);
    assert.deepEqual(labels('/train loss:'), ['bce', 'asl', 'apl']);
    assert.deepEqual(labels('/train loss:a'), ['asl', 'apl']);
    assert.deepEqual(labels('/train loss:asl '), ['model', 'lr', 'epochs', 'shuffle', 'intent']);
    assert.deepEqual(labels('/train model:ngram '), ['loss', 'lr', 'epochs', 'shuffle', 'intent']);
    assert.equal(suggest('/train model:n', 14, commands)?.ask?.focused.text, 'n');
  });

  it('keep out of the way of free text and of whole commands', () => {
    assert.equal(labels('/train intent:does it help'), undefined);
    assert.deepEqual(labels('/train intent:does it help ep'), ['epochs']);
    assert.equal(suggest('/train', 6, commands)?.eager, false);
    assert.equal(suggest('/trai', 5, commands)?.eager, true);
    assert.equal(labels('hello'), undefined);
  });
});
