import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import type { APIMessage } from 'discord.js';
import { eventually } from '../support/eventually.js';
import { botInGuild } from '../support/in-guild.js';
import { PersonAtSheet } from '../support/person-at-sheet.js';
import { runLab } from '../support/run-lab.js';

describe('/sheet: the real bot against the practice guild and its sheet', () => {
  const room = botInGuild();
  const { page, home } = room;
  let person: PersonAtSheet;

  before(async () => {
    person = new PersonAtSheet(room.practice);
    await page.command('train', { epochs: 1, intent: 'to see' });
    await page.until(/Run 1 is done/);
    await eventually(async () => (await person.column('State'))[0] === 'done');
  });

  /** Presses rebuild's button, and waits for the same message to say that it is done. */
  async function rebuild(shown: APIMessage): Promise<void> {
    await page.press(shown, 'sheet:rebuild:now');
    await page.untilMessage(({ id, content }) => id === shown.id && content === '✅ The sheet is rebuilt.');
  }

  it('GIVEN somebody who changes a cell of Labmate’s THEN the channel is told once, and status lists it', async () => {
    await person.type('Intent', 1, 'because *I* say so');
    await page.command('score', { run: '1', score: '0.5' });
    const told = await page.until(
      /Somebody changed a cell of the sheet.*\n• run 1, Intent: “because \\\*I\\\* say so”, where Labmate has “to see”/,
    );
    assert.ok(!told.mention_everyone && told.mentions.length === 0);
    await eventually(async () => (await person.column('Intent'))[0] === 'to see');
    await page.command('sheet status');
    await page.until(
      /The sheet\n\[Open it\]\(http:.*#sheet\)\n.*Last written\n<t:\d+:R>\n.*Cells that people changed \(1\)\nrun 1, Intent: because \\\*I\\\* say so → to see/s,
    );
  });

  it('GIVEN a deleted row THEN rebuild shows it, writes nothing, and its button brings it back after a restart of the bot', async () => {
    await person.deleteRow(1);
    assert.deepEqual(await person.column('Run'), []);
    await page.command('sheet rebuild');
    const shown = await page.until(
      /What a rebuild of the sheet would do\n1 row comes back that people deleted: run 1/,
    );
    assert.deepEqual(await person.column('Run'), []);
    await room.restart();
    await rebuild(shown);
    assert.deepEqual(await person.column('Run'), [1]);
    await page.until(/⚙️ <@\d+>\nThe sheet was rebuilt:\n• 1 row comes back/);
    await page.command('sheet rebuild');
    const nothing = await page.until(/Nothing: the sheet is as a rebuild would make it/);
    assert.deepEqual(nothing.components ?? [], []);
  });

  it('GIVEN somebody who does not administer THEN rebuild is refused, by command and by button', async () => {
    await person.deleteRow(1);
    await page.command('sheet rebuild');
    const shown = await page.until(/comes back/, { after: page.last() });
    room.practice.permit('0');
    const since = page.last();
    await page.press(shown, 'sheet:rebuild:now');
    await page.until(/This is for those who may manage the server/, { after: since });
    assert.deepEqual(await person.column('Run'), []);
    await page.command('sheet status');
    await page.until(/The sheet\n/, { after: since });
    room.practice.permit(String(2n ** 50n - 1n));
  });

  it('GIVEN a sheet that is not shared any more THEN it is told once, over a restart too, and so is its end', async () => {
    room.practice.sheetsFaults.next({ status: 403, times: 1000 });
    await page.command('score', { run: '1', score: '0.6' });
    const trouble = /Labmate may not write the Google Sheet.*Share the sheet/s;
    await page.until(trouble);
    await room.restart();
    await eventually(() => room.bot.said.some((line) => trouble.test(line)));
    await page.command('sheet status');
    await page.until(/What keeps it\nLabmate may not write/);
    const since = page.last();
    await page.command('sheet rebuild');
    await page.until(/Labmate may not write the Google Sheet/, { after: since });
    room.practice.sheetsFaults.clear();
    await page.command('sheet rebuild');
    const shown = await page.until(/What a rebuild of the sheet would do/, { after: since });
    await rebuild(shown);
    await page.until(/The sheet is up to date again/);
    assert.deepEqual(await person.column('Run'), [1]);
    assert.equal(page.saying(/^<@\d+> ⚠️ Labmate may not write the Google Sheet/).length, 1);
    assert.equal(page.saying(/The sheet is up to date again/).length, 1);
    assert.equal(page.saying(/Somebody changed/).length, 1);
  });

  it('GIVEN a terminal THEN it asks the running bot, and the audit log has who rebuilt', async () => {
    await person.deleteRow(1);
    const env = { LABMATE_HOME: home };
    const dry = await runLab(['sheet', 'rebuild', 'dry:true', '--json'], env);
    assert.deepEqual((JSON.parse(dry.stdout) as { putBack: string[] }).putBack, ['1']);
    assert.deepEqual(await person.column('Run'), []);
    const done = await runLab(['sheet', 'rebuild'], env);
    assert.match(done.stdout, /1 row comes back that people deleted: run 1\n✅ The sheet is rebuilt/);
    assert.deepEqual(await person.column('Run'), [1]);
    const status = JSON.parse((await runLab(['sheet', '--json'], env)).stdout) as Record<string, unknown>;
    assert.equal(status.pending, 0);
    assert.match(
      (await runLab(['sheet', 'rebild'], env)).stderr,
      /Type `sheet status`, .*`sheet rebuild`.*, not `sheet rebild`/,
    );
    const audit = await runLab(['audit'], env);
    assert.match(audit.stdout, /\(discord\) +button sheet:rebuild:now +done/);
    assert.match(audit.stdout, /\(terminal\) +sheet rebuild +done/);
  });
});
