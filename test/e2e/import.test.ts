import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { MessageFlags } from 'discord.js';
import { eventually } from '../support/eventually.js';
import { botInGuild } from '../support/in-guild.js';
import { PracticePage } from '../support/practice-page.js';
import { runLab } from '../support/run-lab.js';

const OLD = [
  '날짜,모델,손실,학습률,에폭,점수,LB,왜,작성자,비고',
  '2023. 9. 12.,KcELECTRA,BCE,4e-5,10,87.95%,88.1,기준 모델,지수,좋다',
  '2023. 9. 13.,klue/roberta-base,ASL,2e-5,30,86.4,,"=IMPORTXML(""x"")",민호,',
  '2023. 9. 14.,klue/roberta-base,ASL,2e-5,30,0.61,,?,민호,',
].join('\n');

describe('/sheet import and /results export: the real bot in the practice guild', () => {
  const room = botInGuild();
  const { page, home } = room;

  const cards = () => page.messages().filter((message) => /Run \d+: /.test(PracticePage.text(message)));

  it('GIVEN a file THEN what it would become is shown to its owner alone, and nothing is imported yet', async () => {
    const file = await page.upload('old.csv', Buffer.from(OLD));
    await page.command('sheet import', { file });
    const shown = await page.until(/2 runs to import from old\.csv/);
    assert.equal((shown.flags ?? 0) & MessageFlags.Ephemeral, MessageFlags.Ephemeral);
    const text = PracticePage.text(shown);
    assert.match(text, /D “학습률” → lr: 4e\\-5 · 2e\\-5/);
    assert.match(text, /F “점수” → dev micro\\-F1 \\\(%\\\)/);
    assert.match(text, /1 row cannot be taken\nrow 4, F4: “0\.61” in a column of per cents/);
    const { stdout } = await runLab(['results', 'list', '--json'], { LABMATE_HOME: home });
    assert.deepEqual(JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? ''), []);
  });

  it('GIVEN the button is pressed THEN one message tells of all runs, and none gets a card', async () => {
    const shown = await page.until(/2 runs to import from old\.csv/);
    await page.press(shown, buttonOf(shown, 'Import 2 runs'));
    const told = await page.until(/📥 2 runs imported from old\.csv by <@\d+>: runs 1 to 2/);
    assert.deepEqual(told.mentions, []);
    await page.command('results best');
    await page.until(
      /\*\*0\.8795\*\* run 1 · imported · public 0\.8810 · `model:KcELECTRA loss:bce lr:4e-5 epochs:10`/,
    );
    await page.command('results show', { run: '2' });
    await page.until(/📥 Run 2 \(imported\): asl on klue\/roberta-base[^]*dev micro-F1 0\.8640/);
    await page.command('results compare', { run: '1', with: '2' });
    await page.until(/Run 1 was imported from old\.csv \(row 2\)/);
    await page.command('ensemble', { runs: '1,2' });
    await page.until(/Run 1 was imported from old\.csv[^]*no score of any example/, { after: told.id });
    assert.equal(cards().length, 0);
  });

  it('GIVEN the same file again THEN nothing is added', async () => {
    const file = await page.upload('again.csv', Buffer.from(OLD));
    await page.command('sheet import', { file });
    await page.until(/0 runs to import from again\.csv\n2 runs are here already and are left out\./);
    const { stdout } = await runLab(['results', 'list', '--json'], { LABMATE_HOME: home });
    assert.equal((JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '') as unknown[]).length, 2);
  });

  it('GIVEN the runs are in the sheet THEN they can be exported, and the sheet itself imports as nothing new', async () => {
    await page.command('results export', { format: 'csv' });
    const message = await page.until(/2 runs, as of \d{4}-\d\d-\d\d\./);
    const [file] = message.attachments;
    assert.match(file?.filename ?? '', /^labmate-runs-[\d-]+\.csv$/);
    const csv = await (await fetch(file?.url ?? '')).text();
    assert.match(csv, /\n2,done,"'=IMPORTXML\(""x""\)",/);
    const rows = await rowsOfSheet(page, 3);
    assert.deepEqual(rows.map(([run, state]) => [run, state]).slice(1), [
      [1, 'done'],
      [2, 'done'],
    ]);
    await page.command('sheet import', { url: room.practice.spreadsheetId });
    await page.until(/0 runs to import from [^]*2 runs are here already/, { after: message.id });
    await page.command('sheet import', { url: 'nowhere' });
    await page.until(/“nowhere” is no Google Sheet/);
    await page.command('sheet import');
    await page.until(/Type `sheet import` with one of `file:`/);
  });

  it('GIVEN a bot of another language and a file that is no table THEN it is refused in that language', async () => {
    page.locale = 'ko';
    const file = await page.upload('photo.png', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 3]));
    await page.command('sheet import', { file });
    await page.until(/텍스트도 Excel 파일도 아닙니다/);
  });
});

function buttonOf(message: { components?: unknown }, label: string): string {
  const rows = message.components as { components: { label?: string; custom_id: string }[] }[];
  const found = rows.flatMap(({ components }) => components).find((one) => one.label === label);
  assert.ok(found, `there is a button ${label}`);
  return found.custom_id;
}

async function rowsOfSheet(page: PracticePage, least: number): Promise<unknown[][]> {
  return eventually(async () => {
    const rows = await page.runsTab();
    return rows.length >= least ? rows : undefined;
  });
}
