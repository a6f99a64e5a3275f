import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { type APIMessage, MessageFlags } from 'discord.js';
import { botInGuild } from '../support/in-guild.js';
import { PracticePage } from '../support/practice-page.js';

describe('the buttons of a card, pressed by whom and whenever: the real bot in the practice guild', () => {
  const room = botInGuild();
  const { page } = room;
  let stranger: string;

  before(async () => {
    stranger = room.practice.join('Mina', { permissions: '0' });
    await page.command('queue pause');
    await page.until(/queue is paused/);
  });

  /** What is answered to a press; nobody but who pressed may see it. */
  async function told(
    card: APIMessage,
    id: string,
    what: RegExp,
    how: { as?: string } = {},
  ): Promise<string> {
    const last = page.last();
    await page.press(card, id, how);
    const answer = await page.until(what, { after: last });
    assert.ok((answer.flags ?? 0) & MessageFlags.Ephemeral, PracticePage.text(answer));
    return PracticePage.text(answer);
  }

  const cardOf = (run: string) => page.until(new RegExp(`^\\S+ (Run|실험) ${run} · `));
  const count = (what: RegExp) => page.saying(what).length;

  it('GIVEN Cancel by somebody else THEN they alone are told whom to ask, and the run waits on', async () => {
    await page.command('train', { model: 'ngram', epochs: 1, intent: 'mine' });
    const card = await cardOf('1');
    await told(card, 'cancel:1', /Run 1 is Student's\. Ask them, or someone who may manage messages/, {
      as: stranger,
    });
    await page.until(/^⏳ Run 1 /);
  });

  it('GIVEN Cancel after a restart, delivered twice and pressed twice THEN it is cancelled once', async () => {
    await room.restart();
    const card = await cardOf('1');
    room.practice.faults.deliverTwice();
    const last = page.last();
    await Promise.all([page.press(card, 'cancel:1'), page.press(card, 'cancel:1')]);
    const done = await page.until(/Run 1 is out of the queue\./, { after: last });
    const late = await page.until(/Run 1 has ended already \(cancelled\)\. `\/queue` shows what can/, {
      after: last,
    });
    for (const { flags } of [done, late]) assert.ok((flags ?? 0) & MessageFlags.Ephemeral);
    await page.until(/^🚫 Run 1 /);
    assert.equal(count(/Run 1 is out of the queue/), 1);
  });

  it('GIVEN Rerun of a cancelled run, pressed twice and by two people THEN it is queued once', async () => {
    const card = await cardOf('1');
    room.practice.faults.deliverTwice();
    const last = page.last();
    await Promise.all([
      page.press(card, 'train:rerun:1'),
      page.press(card, 'train:rerun:1'),
      page.press(card, 'train:rerun:1', { as: stranger }),
    ]);
    await page.until(/Run 2 is queued\. Its card is in the channel/, { after: last });
    await told(
      card,
      'train:rerun:1',
      /Run 2 is run 1 once more already, and has not ended.*`\/train from:1 again:true`/,
    );
    await cardOf('2');
    assert.equal(count(/^\S+ Run 3 · /), 0);
    assert.equal(count(/is queued\. Its card is in the channel/), 1);
  });

  it('GIVEN Tweak with nothing changed THEN the same run is named, and a form filled in twice queues one', async () => {
    const card = await cardOf('2');
    const form = await page.form(await page.press(card, 'train:tweak:2', { as: stranger }));
    const last = page.last();
    await page.fill(form, {});
    const same = await page.until(/Nothing was queued/, { after: last });
    assert.ok((same.flags ?? 0) & MessageFlags.Ephemeral);
    assert.match(PracticePage.text(same), /[Rr]un 2 /);
    const again = await page.form(await page.press(card, 'train:tweak:2'));
    const { options = '' } = PracticePage.values(again);
    room.practice.faults.deliverTwice();
    await page.fill(again, { options: options.replace('epochs=1', 'epochs=2') });
    await page.until(/Run 3 is queued/);
    assert.match(PracticePage.text(await cardOf('3')), /Chosen: \*\*`epochs:2`\*\*/);
    assert.equal(count(/^\S+ Run 4 · /), 0);
  });

  it('GIVEN Compare with nothing to compare with THEN that is said, with what to do', async () => {
    await page.command('cancel', { run: '3' });
    await page.command('queue resume');
    await page.until(/Run 2 is done/);
    await told(await page.until(/^✅ Run 2 /), 'results:best:2', /no other finished run.*Tweak makes one/);
  });

  it('GIVEN training is for a role THEN every button of others says so, in their language, to them alone', async () => {
    const role = room.practice.addRole('trainers');
    await page.command('settings', { role_for: 'train', add_role: role });
    await page.until(/⚙️ <@/);
    page.locale = 'ko';
    const card = await cardOf('2');
    for (const id of ['train:rerun:2', 'train:tweak:2'])
      assert.match(await told(card, id, /[가-힣]/, { as: stranger }), new RegExp(role));
    page.locale = 'en-US';
  });

  it('GIVEN the server’s language is Korean THEN the buttons of new cards are, too', async () => {
    await page.command('settings', { language: 'ko' });
    await page.until(/⚙️ [^]*ko/);
    await page.command('train', { model: 'ngram', epochs: 1, seed: 5 });
    const card = await page.until(/^✅ 실험 4 /);
    const labels = JSON.stringify(card.components);
    for (const label of ['다시 실행', '바꿔서 실행', '최고 실험과 비교'])
      assert.ok(labels.includes(label), labels);
  });
});
