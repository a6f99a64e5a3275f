import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { type APIMessage, ButtonStyle, ComponentType, MessageFlags } from 'discord.js';
import { eventually } from '../support/eventually.js';
import { botInGuild } from '../support/in-guild.js';
import { PracticePage } from '../support/practice-page.js';

/** Custom ids of a message's buttons. */
const buttonsOf = ({ components }: APIMessage): string[] =>
  (components ?? []).flatMap((row) =>
    row.type === ComponentType.ActionRow
      ? row.components.flatMap((one) => ('custom_id' in one ? [one.custom_id] : []))
      : [],
  );

const isEphemeral = ({ flags }: APIMessage): boolean => ((flags ?? 0) & MessageFlags.Ephemeral) !== 0;

describe('what people press and write around a run: the real bot in the practice guild', () => {
  const room = botInGuild();
  const { page } = room;

  before(async () => {
    await page.command('train', { model: 'ngram', epochs: 1, intent: 'does it\nlearn *anything*?' });
  });

  const result = (run: string) => page.until(new RegExp(`Run ${run} is done`));
  const answered = (run: string, what: RegExp) =>
    page.until(new RegExp(`Run ${run} is done.*${what.source}`, 'sm'));

  async function threadOf(run: string): Promise<string | undefined> {
    const { channels } = await page.state();
    return channels.find((channel) => 'name' in channel && channel.name?.startsWith(`Run ${run} `))?.id;
  }

  it('GIVEN a run that is done THEN its card can be rerun, tweaked and compared, and its question is asked once', async () => {
    const told = await result('1');
    assert.match(told.content, /⚖️ “does it learn \\\*anything\\\*\?” — Student, is that answered\?$/);
    assert.deepEqual(buttonsOf(told), ['verdict:confirmed:1', 'verdict:refuted:1', 'verdict:unclear:1']);
    const card = await page.until(/✅ Run 1 /);
    assert.deepEqual(buttonsOf(card), ['train:rerun:1', 'train:tweak:1', 'results:best:1']);
  });

  it('GIVEN a verdict, a reason and another verdict THEN message, list, record and sheet have the last one', async () => {
    const told = await result('1');
    await page.press(told, 'verdict:confirmed:1');
    const confirmed = await answered('1', /\*\*👍 confirmed\*\* \(Student\)$/);
    assert.equal(confirmed.embeds.length, 1);
    assert.match(confirmed.embeds[0]?.image?.url ?? '', /curve\.png$/, 'the picture is still there');

    const form = await page.form(await page.press(confirmed, 'verdict:why:1'));
    await page.fill(form, { sentence: 'joy is at 0.7' });
    await answered('1', /confirmed\*\* \(Student\): joy is at 0\.7$/);
    assert.equal(PracticePage.values(form).sentence, '');

    await room.restart();
    await page.press(confirmed, 'verdict:refuted:1');
    const refuted = await answered('1', /\*\*👎 refuted\*\* \(Student\)$/);
    const [row] = refuted.components ?? [];
    assert.ok(row?.type === ComponentType.ActionRow);
    assert.deepEqual(
      row.components.map((one) => 'style' in one && one.style === ButtonStyle.Primary),
      [false, true, false, false],
    );
    await page.command('results show', { run: '1' });
    await page.until(/\*\*Verdict\*\* 👎 refuted — Student.*before: 👍 confirmed, 👍 confirmed/s);
    await page.command('results list');
    await page.until(/Newest runs \(1 of 1\).*run 1.*👎 refuted/s);
    const sheet = await eventually(async () => {
      const [header, first = []] = await page.runsTab();
      return first[header.indexOf('Verdict')] === 'refuted' ? first : undefined;
    });
    assert.ok(sheet);
  });

  it('GIVEN Rerun on a card from before the restart THEN the same spec is queued once more', async () => {
    const card = await page.until(/✅ Run 1 /);
    await page.press(card, 'train:rerun:1');
    assert.ok(isEphemeral(await page.until(/Run 2 is queued\. Its card is in the channel/)));
    assert.match(PracticePage.text(await page.until(/Run 2 · /)), /from run 1, unchanged/);
    await result('2');
  });

  it('GIVEN Compare with best THEN only who pressed sees the comparison', async () => {
    await page.press(await page.until(/✅ Run 2 /), 'results:best:2');
    assert.ok(isEphemeral(await page.until(/Run 2 against run 1 · /)));
  });

  it('GIVEN Tweak with a mistake THEN it is told with what was typed, and one goes on from there', async () => {
    const card = await page.until(/✅ Run 1 /);
    const form = await page.form(await page.press(card, 'train:tweak:1'));
    const { options = '', intent = '' } = PracticePage.values(form);
    assert.match(options, /^epochs=1$/m);
    assert.match(intent, /does it\nlearn/);
    const wrong = options.replace('epochs=1', 'epochs=-3');
    await page.fill(form, { options: wrong, intent: 'is 2 more than 1?' });
    const mistake = await page.until(/`epochs` must be a whole number.*What you typed is here/s);
    assert.ok(isEphemeral(mistake));

    const again = await page.form(await page.press(mistake, 'train:edit:1'));
    assert.deepEqual(PracticePage.values(again), { options: wrong, intent: 'is 2 more than 1?' });
    await page.fill(again, { options: options.replace('epochs=1', 'epochs=2') });
    await page.until(/Run 3 is queued/);
    const tweaked = PracticePage.text(await page.until(/Run 3 · /));
    assert.match(tweaked, /is 2 more than 1\?.*from run 1: epochs 1 \\-\\> 2/s);
    await result('3');
  });

  it('GIVEN notes by command, by form and from a message THEN they stand in the run with their source', async () => {
    await page.command('note', { run: '1', text: 'the *base* of all' });
    await page.until(/Noted on run 1:\n> the \\\*base\\\* of all/);
    const form = await page.form(await page.command('note', { run: '1' }));
    await page.fill(form, { text: 'two\nlines' });
    await page.until(/Noted on run 1:\n> two\n> lines/);
    const message = await page.say('lr 3e-5 is too low for n-grams');
    const taken = await page.form(await page.menu("Add to run's notes", message));
    assert.deepEqual(PracticePage.values(taken), { run: '3', text: 'lr 3e-5 is too low for n-grams' });
    await page.fill(taken, { run: '1' });
    await page.until(/Noted on run 1:\n> lr 3e\\-5 is too low/);
    const after = page.last();
    await page.command('results show', { run: '1' });
    const shown = PracticePage.text(await page.until(/\*\*Notes\*\*/, { after }));
    assert.match(shown, /the \\\*base\\\* of all — Student.*two lines.*too low/s);
    assert.ok(
      shown.includes(
        `[message](${page.url}/channels/${room.practice.guildId}/${message.channel_id}/${message.id})`,
      ),
    );
  });

  it("GIVEN the menu in a run's thread THEN it is that run, and nothing is asked", async () => {
    const message = await page.say('keep this one', await threadOf('2'));
    const after = page.last();
    assert.equal(await page.fate(await page.menu("Add to run's notes", message)), 'acknowledged');
    await page.until(/Noted on run 2:\n> keep this one/, { after });
  });

  it('GIVEN another intent THEN card and result ask that, and the old one is a note', async () => {
    const form = await page.form(await page.command('intent', { run: '3' }));
    assert.equal(PracticePage.values(form).text, 'is 2 more than 1?');
    await page.fill(form, { text: 'does a second epoch help?' });
    await answered('3', /⚖️ “does a second epoch help\?”/);
    await page.until(/✅ Run 3 .*does a second epoch help/s);
    await page.command('results show', { run: '3' });
    await page.until(/The intent was: is 2 more than 1\?/);
  });

  it('GIVEN a run without an intent THEN nothing is asked until it has one', async () => {
    await page.command('train', { model: 'ngram', epochs: 1, seed: 7 });
    assert.deepEqual(buttonsOf(await result('4')), []);
    await page.command('verdict', { run: '4', verdict: 'confirmed' });
    await page.until(/Run 4 was started without an intent/);
  });

  it('GIVEN runs that share a question THEN it is offered, and /results question shows them side by side', async () => {
    const question = 'how far do seeds spread?';
    await page.command('intent', { run: '4', question });
    await page.until(/Run 4 is the first to answer “how far do seeds spread\?”/);
    const offered = await page.suggestions('intent', 'question', 'seeds');
    assert.deepEqual(
      offered.map(({ value }) => value),
      [question],
    );
    const form = await page.form(await page.command('intent', { run: '1' }));
    await page.fill(form, { question: 'HOW far do seeds spread?' });
    await page.until(/Run 1 answers “how far do seeds spread\?” together with 1 other run\./);
    await page.command('results question', { question: 'seeds' });
    const shown = await page.until(/❓ how far do seeds spread\?/);
    assert.match(PracticePage.text(shown), /2 runs.*run 1 `seed:42`.*run 4 `seed:7`|2 runs.*run 4 .*run 1 /s);
    await page.command('results question', {});
    await page.until(/Questions \(1 of 1\)/);
  });

  it('GIVEN /log of a run that trains THEN one message in its thread follows it to its end, over a restart', async () => {
    await page.command('train', { model: 'ngram', epochs: 1000, intent: 'to be watched' });
    await page.until(/🏃 Run 5 .*epoch/s);
    await eventually(async () => ((await threadOf('5')) === undefined ? undefined : true));
    await page.command('log', { run: '5' });
    const told = await page.until(/It goes on in the thread while the run trains: <#\d+>/);
    await page.command('log', { run: '5' });
    await page.until(/It goes on in the thread/, { after: told.id });
    await page.until(/^🏃 Log of run 5\n```\n.*Epoch \d+\/1000: train loss/);
    await room.restart();
    await page.command('cancel', { run: '5' });
    const ended = await page.until(/^🚫 Log of run 5, its end/);
    assert.ok(told.content.includes(ended.channel_id));
    const logs = page.messages().filter(({ content }) => content.includes('Log of run 5'));
    assert.equal(logs.length, 1);
    await page.command('log', { run: '5' });
    assert.ok(isEphemeral(await page.until(/Log of run 5, its end/, { after: ended.id })));
  });

  it('GIVEN a paused queue THEN runs wait over a restart, are moved, and start when it is resumed', async () => {
    await page.command('queue pause');
    await page.until(/queue is paused: what trains goes on/);
    for (const seed of [11, 12, 13]) await page.command('train', { model: 'ngram', epochs: 1, seed });
    await page.until(/⏳ Run 8 /);
    await room.restart();
    await page.command('queue move', { run: '8', place: 1 });
    const moved = PracticePage.text(await page.until(/Run 8 waits at place 1 of 3 now/));
    assert.match(moved, /Paused by Student.*1\. run 8.*2\. run 6.*3\. run 7/s);
    await page.command('cancel', { run: '6, 7' });
    await page.until(/Run 6 is out of the queue\.\nRun 7 is out of the queue\./);
    await page.command('queue resume');
    await page.until(/Waiting runs are started again/);
    await result('8');
    await page.command('cancel', { all: 'mine' });
    await page.until(/None of your runs trains or waits/);
  });
});
