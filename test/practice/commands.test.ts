import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { openRoom, type Room } from './open-room.js';

const LONG = (length: number): string => 'x'.repeat(length);
const OPTION = { name: 'lr', description: 'Learning rate', type: 10 };
const numbered = (count: number, make: (n: number) => object) =>
  Array.from({ length: count }, (_, n) => make(n));

describe('Registering commands in the practice guild', () => {
  let room: Room;
  let path: string;
  beforeEach(async () => {
    room = await openRoom();
    path = `/applications/${room.practice.applicationId}/guilds/${room.practice.guildId}/commands`;
  });
  afterEach(() => room.close());

  const REFUSED: [what: string, change: object][] = [
    ['a name with capitals', { name: 'Train' }],
    ['a name with spaces', { name: 'train now' }],
    ['a name over 32', { name: LONG(33) }],
    ['no description', { description: '' }],
    ['a description over 100', { description: LONG(101) }],
    ['26 options', { options: numbered(26, (n) => ({ ...OPTION, name: `o${n}` })) }],
    ['an option twice', { options: [OPTION, OPTION] }],
    ['an option of no known type', { options: [{ ...OPTION, type: 12 }] }],
    [
      'a required option after an optional one',
      { options: [OPTION, { ...OPTION, name: 'b', required: true }] },
    ],
    ['26 choices', { options: [{ ...OPTION, choices: numbered(26, (n) => ({ name: `c${n}`, value: n })) }] }],
    ['a text choice of a number', { options: [{ ...OPTION, choices: [{ name: 'a', value: 'a' }] }] }],
    [
      'choices with autocomplete',
      { options: [{ ...OPTION, autocomplete: true, choices: [{ name: 'a', value: 1 }] }] },
    ],
    ['subcommands beside options', { options: [OPTION, { name: 'sub', description: 'Sub', type: 1 }] }],
    [
      'more than 8000 characters',
      {
        options: numbered(25, (n) => ({
          name: `o${n}`,
          description: LONG(100),
          type: 3,
          choices: numbered(25, (m) => ({ name: `${m}${LONG(10)}`, value: `${m}${LONG(10)}` })),
        })),
      },
    ],
  ];
  for (const [what, change] of REFUSED)
    it(`refuses ${what} with 50035`, async () => {
      const { status, body } = await room.rest('POST', path, {
        name: 'train',
        description: 'Train',
        ...change,
      });
      assert.deepEqual([status, body.code], [400, 50035]);
      const all = await room.rest('PUT', path, [{ name: 'train', description: 'Train', ...change }]);
      assert.deepEqual([all.status, all.body.code], [400, 50035]);
    });

  it('refuses two of the same name, and a hundred and first', async () => {
    const train = { name: 'train', description: 'Train' };
    assert.equal((await room.rest('PUT', path, [train, train])).body.code, 50035);
    const many = numbered(101, (n) => ({ name: `c${n}`, description: 'One of many' }));
    assert.equal((await room.rest('PUT', path, many)).body.code, 30032);
  });

  it('takes names in other scripts', async () => {
    const { status } = await room.rest('POST', path, { name: '학습', description: '모델을 학습합니다' });
    assert.equal(status, 201);
  });

  it('creates, replaces by name, edits and deletes', async () => {
    const created = await room.rest('POST', path, { name: 'train', description: 'Train' });
    assert.equal(created.status, 201);
    const replaced = await room.rest('POST', path, { name: 'train', description: 'Train anew' });
    assert.deepEqual([replaced.status, replaced.body.id], [200, created.body.id]);
    const edited = await room.rest('PATCH', `${path}/${created.body.id}`, { description: 'Train again' });
    assert.equal(edited.status, 200);
    assert.deepEqual(
      (await room.state()).commands.map(({ description }) => description),
      ['Train again'],
    );
    assert.equal((await room.rest('DELETE', `${path}/${created.body.id}`)).status, 204);
    assert.equal((await room.rest('GET', `${path}/${created.body.id}`)).body.code, 10063);
  });

  it('keeps the id of a command that a new set names again, and tells the page', async () => {
    const page = await room.events();
    const first = await room.rest('PUT', path, [{ name: 'train', description: 'Train' }]);
    const second = await room.rest('PUT', path, [{ name: 'train', description: 'Train!' }]);
    const ids = [first, second].map(({ body }) => (body as unknown as { id: string }[])[0]?.id);
    assert.equal(ids[0], ids[1]);
    const event = await page.find('commands', ({ commands }) => commands[0]?.description === 'Train!');
    assert.equal(event.commands.length, 1);
  });

  it('allows 200 new names a day, then 30034', async () => {
    const set = (prefix: string) => numbered(100, (n) => ({ name: `${prefix}${n}`, description: 'x' }));
    assert.equal((await room.rest('PUT', path, set('a'))).status, 200);
    assert.equal((await room.rest('PUT', path, set('b'))).status, 200);
    const refused = await room.rest('PUT', path, set('c'));
    assert.deepEqual([refused.status, refused.body.code], [429, 30034]);
    assert.equal((await room.rest('PUT', path, set('b'))).status, 200, 'names that are there cost nothing');
  });
});
