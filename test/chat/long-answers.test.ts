import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import type { ChatInputCommandInteraction } from 'discord.js';
import { answer } from '../../src/chat/answer.js';
import { CONTENT, fitTogether } from '../../src/chat/limits.js';
import { queueView } from '../../src/chat/views/queue-view.js';
import { runList } from '../../src/chat/views/run-list.js';
import { runRecord } from '../../src/chat/views/run-record.js';
import { logMessage } from '../../src/chat/views/log-view.js';
import type { Run } from '../../src/runs/run.js';
import { textsIn } from '../../src/texts/texts.js';
import { clientInGuild } from '../support/in-guild.js';
import { doneRun, openRuns, student } from '../support/runs.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const texts = textsIn('ko');
type Message = Parameters<typeof answer>[1];

describe('an answer that does not fit', () => {
  const room = clientInGuild();
  let run: Run;
  before(async () => {
    const { client, practice } = room;
    await client.application.commands.set([{ name: 'results', description: 'Results' }], practice.guildId);
    const { runs, store } = await openRuns(temporaryFolder());
    run = await doneRun(runs, 0.61, 'ASL이 드문 감정에 도움이 되는가? *정말로*');
    await store.close();
  });
  /** What a person sees of the answer, with its files as text. */
  async function shown(message: Message) {
    const asked = new Promise<ChatInputCommandInteraction>((resolve) =>
      room.client.once('interactionCreate', (one) => resolve(one as ChatInputCommandInteraction)),
    );
    await room.page.command('results');
    const interaction = await asked;
    await interaction.deferReply();
    await answer(interaction, message);
    const { id } = await interaction.fetchReply();
    const seen = await room.page.untilMessage((one) => one.id === id && ((one.flags ?? 0) & 128) === 0);
    const files = await Promise.all(
      seen.attachments.map(async ({ url, filename }) => ({
        filename,
        bytes: Buffer.from(await (await fetch(url)).arrayBuffer()),
      })),
    );
    return { seen, files };
  }

  it('GIVEN a list of 200 runs THEN its beginning is shown, and all of them are in a file that reads as typed', async () => {
    const runs = Array.from({ length: 200 }, (_, at) => ({ ...run, id: String(200 - at) }));
    const { seen, files } = await shown({ embeds: [runList(runs, 200, texts)] });
    assert.match(seen.embeds[0]?.description ?? '', /실험 200/);
    assert.equal(seen.content, textsIn('en').t('messages.attached', { file: 'results.md' }));
    const [file, ...more] = files;
    assert.equal(more.length, 0);
    assert.equal(file?.filename, 'results.md');
    const text = file?.bytes.toString('utf8') ?? '';
    for (const { id } of runs) assert.match(text, new RegExp(`실험 ${id}\\*`));
    assert.match(text, /드문 감정에 도움이 되는가\? \*정말로\*/);
    assert.notDeepEqual([...(file?.bytes.subarray(0, 3) ?? [])], [0xef, 0xbb, 0xbf]);
  });

  it('GIVEN a long queue, many notes, or a long log THEN each has its file; a short answer has none', async () => {
    const waiting = Array.from({ length: 100 }, (_, at): Run => ({
      ...run,
      id: String(at),
      state: 'queued',
    }));
    assert.match(
      (await shown({ embeds: [queueView(waiting, texts)] })).files[0]?.bytes.toString() ?? '',
      /100\. /,
    );

    const long = '가나다라 '.repeat(300).trim();
    const notes = [{ text: long, author: student, at: run.created_at }];
    const record = runRecord({ ...run, notes }, [], texts);
    assert.ok(record);
    const { files } = await shown({ embeds: fitTogether([record]) });
    assert.ok(files[0]?.bytes.toString().includes(long));

    const lines = Array.from({ length: 100 }, (_, at) => `line ${at} ${'x'.repeat(60)}`);
    const log = await shown(logMessage(run, lines, texts));
    assert.match(log.files[0]?.bytes.toString() ?? '', /^line 0 /);
    assert.match(log.seen.content, /line 99 x{60}\n```\n📎 /);
    assert.deepEqual((await shown(logMessage(run, lines.slice(-3), texts))).files, []);
    assert.deepEqual((await shown({ embeds: [queueView(waiting.slice(0, 3), texts)] })).files, []);
  });

  it('GIVEN plain text of more than a message THEN it is cut there and whole in the file', async () => {
    const long = 'ㅋ'.repeat(CONTENT + 500);
    const { seen, files } = await shown({ content: long });
    assert.equal(seen.content.length, CONTENT);
    assert.equal(files[0]?.bytes.toString().trim(), long);
    assert.match(seen.content, /…\n📎 All of it is in the attached file `results\.md`\.$/);
    room.page.locale = 'ko';
    assert.match(
      (await shown({ content: long })).seen.content,
      /전체 내용은 첨부 파일 `results\.md`에 있습니다/,
    );
    room.page.locale = 'en-US';
  });
});

describe('the queue', () => {
  it('GIVEN runs for the night, and a paused queue THEN it marks them, with the time at which they may start', async () => {
    const { runs, store } = await openRuns(temporaryFolder());
    const done = await doneRun(runs, 0.6, 'slow one');
    await store.close();
    const now = new Date('2026-11-24T03:00:00Z');
    const night = { window: { from: '22:00', until: '08:00' }, timezone: 'Asia/Seoul', now };
    const waiting: Run[] = [
      { ...done, id: '7', state: 'queued', when: 'night', attempts: 0 },
      { ...done, id: '8', state: 'queued', when: 'now', attempts: 0 },
    ];
    const at = Date.parse('2026-11-24T13:00:00Z') / 1000;
    const english = queueView(waiting, textsIn('en'), null, night).description ?? '';
    assert.match(english, new RegExp(`run 7 🌙 waits for 22:00 \\(<t:${at}:t>, <t:${at}:R>\\)`));
    assert.doesNotMatch(english, /run 8 🌙|⏸️/);
    const paused = queueView(waiting, texts, { author: student, at: now.toISOString() }, night).description;
    assert.match(paused ?? '', /실험 7 ⏸️ 🌙 22:00까지 대기.*\n.*실험 8 ⏸️ ·/);
    const inTheNight = { ...night, now: new Date('2026-11-24T14:00:00Z') };
    assert.doesNotMatch(queueView(waiting, texts, null, inTheNight).description ?? '', /🌙/);
  });
});
