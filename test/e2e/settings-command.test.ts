import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { MessageFlags, PermissionsBitField } from 'discord.js';
import { botInGuild } from '../support/in-guild.js';
import { PracticePage } from '../support/practice-page.js';
import { runLab } from '../support/run-lab.js';

describe('settings, schedule, host and doctor: the real bot in the practice guild', () => {
  const room = botInGuild();
  const { page, home } = room;
  const lab = (...words: string[]) => runLab(words, { LABMATE_HOME: home });

  it('GIVEN /settings THEN one person sees all of them with what they mean', async () => {
    await page.command('settings');
    const message = await page.until(/^[^]*Settings[^]*you are mentioned when one of your runs ends/);
    assert.match(PracticePage.text(message), new RegExp(`Commands work in <#${room.practice.channelId}>`));
    assert.equal((message.flags ?? 0) & MessageFlags.Ephemeral, MessageFlags.Ephemeral);
  });

  it('GIVEN a change THEN it is told in the channel, counts at once, and a terminal sees it', async () => {
    await page.command('settings', { language: 'ko', max_queued: 1 });
    const told = await page.until(/⚙️ <@\d+>\n\*\*language\*\*: en → ko\n\*\*max\\_queued\*\*: none → 1/);
    assert.deepEqual(told.mentions, []);
    await page.command('queue list');
    await page.until(/학습 중 0개, 대기 0개/);
    assert.match((await lab('settings')).stdout, /language +ko\n[^]*max_queued +1\n/);
    assert.equal((await lab('settings', 'language:en', 'max_queued:0')).code, 0);
  });

  it('GIVEN one’s own mentions THEN nobody else is told; others’ settings are for administrators', async () => {
    room.practice.permit('0');
    await page.command('settings', { mention: 'off' });
    await page.until(/mention\*\*: on → off/);
    await page.command('settings', { quiet: true });
    await page.until(/for those who may manage the server/);
    room.practice.permit(PermissionsBitField.All.toString());
    assert.equal(page.messages().filter(({ content }) => content.startsWith('⚙️')).length, 1);
  });

  it('GIVEN a night window THEN a run for the night says on its card what it waits for', async () => {
    const now = new Date(Date.now() + 9 * 3_600_000).getUTCHours();
    const hour = (later: number) => String((now + later) % 24).padStart(2, '0');
    await page.command('schedule', { night: `${hour(5)}:00-${hour(9)}:00` });
    await page.until(new RegExp(`\\*\\*${hour(5)}:00-${hour(9)}:00\\*\\*: runs with \`when:night\``));
    await page.command('train', { set: 'when=night epochs=1', intent: 'for the night' });
    await page.until(new RegExp(`Run 1 .*Waits for the night window \\(${hour(5)}:00\\)`, 's'));
    await page.command('schedule', { night: 'off' });
    await page.until(/Run 1 is done|✅ Run 1 /);
  });

  it('GIVEN /gpu and /doctor THEN the machine is shown, and the bot’s permissions here', async () => {
    await page.command('gpu');
    await page.until(/GPU host .*cores.*GiB free.*Trains/s);
    await page.command('doctor');
    await page.until(/the bot has all permissions that it needs.*Node.*Engine/s);
  });

  it('GIVEN what was done THEN /settings audit and the terminal show it, newest first', async () => {
    await page.command('settings', { audit: 20 });
    await page.until(/Last actions.*`settings quiet:true` refused \(permission\.admin\)/s);
    const { stdout } = await lab('audit', '50');
    assert.match(stdout, /\(discord\) {2}schedule night:off {2}done/);
    assert.match(stdout, /\(discord\) {2}settings quiet:true {2}refused: permission\.admin/);
    assert.match(stdout, /\(terminal\) {2}settings language:en max_queued:0 {2}done/);
    assert.doesNotMatch(readFileSync(join(home, 'audit.jsonl'), 'utf8'), new RegExp(room.practice.token));
  });
});
