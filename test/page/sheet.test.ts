import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { run } from '../sheet/fixture.js';
import { noBrowser } from './open-browser.js';
import { cellAt, openSheetRoom } from './sheet-room.js';

describe('the practice sheet in a browser', { skip: noBrowser }, () => {
  let room: Awaited<ReturnType<typeof openSheetRoom>>;
  let page: Page;
  const grid = () => page.getByRole('grid', { name: 'Sheet' });
  const menu = async (place: string, item: string | RegExp): Promise<void> => {
    await cellAt(page, place).click({ button: 'right' });
    await page.getByRole('menuitem', { name: item }).click();
  };
  const home = async (): Promise<void> => {
    await page.locator('.sheet-editor').focus();
    await page.keyboard.press('Control+Home');
    await cellAt(page, 'A1').waitFor();
  };
  /** Goes to a cell, which is drawn only then: columns far to the right are, after the keyboard went there. */
  const goTo = async (header: string, row: number): Promise<string> => {
    const place = await room.place(header, row);
    await home();
    const steps = ((await room.rows())[0] ?? []).indexOf(header);
    for (let at = 0; at < steps; at += 1) await page.keyboard.press('ArrowRight');
    for (let at = 0; at < row; at += 1) await page.keyboard.press('ArrowDown');
    await cellAt(page, place).waitFor();
    return place;
  };
  const undo = () => page.getByRole('button', { name: 'Undo', exact: true }).click();

  before(async () => {
    room = await openSheetRoom();
    page = await room.page('/#sheet');
    page.setDefaultTimeout(10_000);
    room.feed.put(
      run('1', { intent: 'first' }),
      run('2', { intent: 'second' }),
      run('3', { intent: 'third' }),
    );
    await room.projection.flush();
  });
  after(() => room.close());

  it('shows what the bot writes without a reload, with the formats, colours and bold header that it asked for', async () => {
    await grid().getByText('third', { exact: true }).waitFor();
    const score = cellAt(page, await room.place('dev micro-F1', 1));
    assert.equal((await score.innerText()).trim(), '0.5000');
    const style = async (place: string, name: string) =>
      String(
        await page.evaluate(
          `getComputedStyle(document.querySelector('[data-a1="${place}"]')).getPropertyValue('${name}')`,
        ),
      );
    assert.equal(await style(await room.place('State', 1), 'background-color'), 'rgb(217, 234, 211)');
    assert.ok(Number(await style('A1', 'font-weight')) >= 600);
    assert.equal(await page.getByRole('columnheader', { name: 'State' }).count(), 1);
  });

  it('takes a note that people type, and the bot’s rows still find theirs after a sort', async () => {
    await goTo('Notes', 1);
    await page.keyboard.type('keeps rising');
    await page.keyboard.press('Enter');
    await room.until(async () => (await room.column('Notes'))[0] === 'keeps rising');
    await home();
    await menu('A2', 'Sort Z to A');
    await room.until(async () => String(await room.column('Run')) === '3,2,1');
    room.feed.change('1', { intent: 'first, changed' });
    room.feed.put(run('4', { intent: 'fourth' }));
    await room.projection.flush();
    assert.deepEqual(await room.column('Intent'), ['third', 'second', 'first, changed', 'fourth']);
    assert.deepEqual(await room.column('Notes'), ['', '', 'keeps rising', '']);
    await undo();
    await room.until(async () => String(await room.column('Run')) === '1,2,3,4');
    assert.deepEqual(await room.column('Notes'), ['keeps rising', '', '', '']);
  });

  it('warns before a cell of the bot’s is changed, and leaves it where people think better of it', async () => {
    const place = await goTo('Intent', 2);
    await page.keyboard.type('mine');
    await page.keyboard.press('Enter');
    const warning = page.getByRole('dialog', { name: 'Heads up!' });
    await warning.getByText('Notes').waitFor();
    await warning.getByRole('button', { name: 'Cancel' }).click();
    assert.equal((await room.column('Intent'))[1], 'second');
    await cellAt(page, place).click();
    await page.keyboard.type('mine');
    await page.keyboard.press('Enter');
    await warning.getByRole('button', { name: 'OK' }).click();
    await room.until(async () => (await room.column('Intent'))[1] === 'mine');
  });

  it('shows the note in which the bot keeps what it found, with a corner and on pointing at the cell', async () => {
    room.feed.change('2', { intent: 'second, again' });
    await room.projection.flush();
    await grid().getByText('second, again').waitFor();
    const cell = cellAt(page, await room.place('Intent', 2));
    await page.locator('.sheet-cell.noted').first().waitFor();
    await home();
    await cell.hover();
    await page.getByRole('tooltip').getByText('mine').waitFor();
    await cellAt(page, 'A4').hover();
    await page.getByRole('tooltip').waitFor({ state: 'detached' });
  });

  it('keeps what is being typed while the bot writes', async () => {
    await goTo('Notes', 3);
    await page.keyboard.type('half a sen');
    room.feed.change('4', { intent: 'written meanwhile' });
    await room.projection.flush();
    await room.until(async () => (await room.column('Intent'))[3] === 'written meanwhile');
    await page.keyboard.type('tence');
    await page.keyboard.press('Escape');
    assert.equal((await room.column('Notes'))[2], '');
    await page.keyboard.type('half a sentence');
    await page.keyboard.press('Tab');
    await room.until(async () => (await room.column('Notes'))[2] === 'half a sentence');
  });

  it('copies a block and pastes it elsewhere, with line ends in cells, and empties cells', async () => {
    const from = await goTo('Notes', 3);
    await cellAt(page, from).click();
    await page.keyboard.press('F2');
    await page.keyboard.press('Alt+Enter');
    await page.keyboard.type('and "more" 🎯');
    await page.keyboard.press('Enter');
    const text = 'half a sentence\nand "more" 🎯';
    await room.until(async () => (await room.column('Notes'))[2] === text);
    // What is copied is what the page shows.
    await cellAt(page, from).filter({ hasText: 'more' }).waitFor();
    await cellAt(page, from).click();
    await page.keyboard.press('Shift+ArrowDown');
    await page.keyboard.press('Control+c');
    await cellAt(page, await room.place('Notes', 4)).click();
    await page.keyboard.press('Control+v');
    await room.until(async () => (await room.column('Notes'))[3] === text);
    await page.keyboard.press('Delete');
    await room.until(async () => (await room.column('Notes'))[3] === '');
    await page.keyboard.press('Control+z');
    await room.until(async () => (await room.column('Notes'))[3] === text);
  });

  it('inserts, moves, hides and deletes, and the bot finds its way', async () => {
    await home();
    await menu('A2', 'Insert a row above');
    await room.until(async () => (await room.column('Run'))[0] === '');
    await menu('A1', 'Move to the right');
    await room.until(async () => (await room.rows())[0]?.[1] === 'Run');
    await menu('A1', 'Insert a column to the left');
    await room.until(async () => (await room.rows())[0]?.[2] === 'Run');
    room.feed.change('3', { intent: 'third, found' });
    await room.projection.flush();
    assert.deepEqual(await room.column('Run'), ['', 1, 2, 3, 4]);
    assert.equal((await room.column('Intent'))[3], 'third, found');
    await menu('B3', 'Hide the row');
    await cellAt(page, 'B3').waitFor({ state: 'detached' });
    await menu('B4', 'Show what is hidden');
    await cellAt(page, 'B3').waitFor();
    await menu('B5', 'Delete the row');
    await room.until(async () => String(await room.column('Run')) === ',1,2,4');
    await undo();
    await room.until(async () => String(await room.column('Run')) === ',1,2,3,4');
    // The warning stays with the column that was moved.
    await cellAt(page, 'C3').click();
    await page.keyboard.type('9');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'Heads up!' }).getByRole('button', { name: 'Cancel' }).click();
    for (let at = 0; at < 3; at += 1) await undo();
  });

  it('filters by value', async () => {
    await home();
    const place = await room.place('Intent', 0);
    await cellAt(page, place).getByRole('button', { name: 'Sort or filter by Intent' }).click();
    const dialog = page.getByRole('dialog', { name: 'Rows to show, by Intent' });
    await dialog.getByRole('checkbox', { name: 'third, found' }).uncheck();
    await dialog.getByRole('button', { name: 'OK' }).click();
    await page.getByText('1 hidden').waitFor();
    assert.equal(await grid().getByText('third, found').count(), 0);
    assert.equal((await room.column('Intent')).includes('third, found'), true);
    await undo();
    await grid().getByText('third, found').waitFor();
  });

  it('adds, renames and deletes tabs', async () => {
    await page.getByRole('button', { name: 'Add a tab' }).click();
    await page.getByRole('textbox', { name: 'Name of the tab' }).fill('Ideas');
    await page.keyboard.press('Enter');
    await page.getByRole('tab', { name: 'Ideas' }).click();
    await page.getByRole('button', { name: 'Rename or delete Ideas' }).click();
    await page.getByRole('textbox', { name: 'Name of the tab' }).fill('생각');
    await page.keyboard.press('Enter');
    await page.getByRole('tab', { name: '생각' }).waitFor();
    await page.getByRole('button', { name: 'Rename or delete 생각' }).click();
    await page.getByRole('button', { name: 'Delete the tab' }).click();
    await page.getByRole('tab', { name: '생각' }).waitFor({ state: 'detached' });
    const titles = (await room.workbook()).tabs.map(({ title }) => title);
    assert.deepEqual(titles, ['Sheet1', 'Runs']);
    await page.getByRole('tab', { name: 'Runs' }).click();
    // Until here nothing was refused, and the browser has complained about nothing.
    room.assertQuiet();
  });

  it('never takes what people write for HTML, and says why it does not calculate', async () => {
    const hostile = '<img src=x onerror="document.title=1">';
    await goTo('Notes', 1);
    await page.keyboard.type(hostile);
    await page.keyboard.press('Enter');
    await grid().getByText(hostile).waitFor();
    await goTo('Notes', 2);
    await page.keyboard.type('=IMPORTXML("x")');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').getByText('does not calculate formulas').waitFor();
    // What was refused still stands in the cell.
    await page.keyboard.press('Home');
    await page.keyboard.type("'");
    await page.keyboard.press('Enter');
    await room.until(async () => (await room.column('Notes'))[1] === '=IMPORTXML("x")');
    const note = `</div><script>document.title=2</script>`;
    await menu(await room.place('Notes', 2), /^Note…/);
    await page.getByRole('dialog').getByRole('textbox').fill(note);
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('tooltip').getByText(note).waitFor();
    assert.doesNotMatch(await page.title(), /^[12]/);
  });

  it('fits a phone in Korean: a second tap types in the bar, a note is read from below', async () => {
    const phone = await room.page('/#sheet', {
      locale: 'ko-KR',
      viewport: { width: 390, height: 844 },
      isMobile: true,
      hasTouch: true,
    });
    const place = await room.place('Intent', 3);
    await cellAt(phone, place).tap();
    await phone.getByRole('textbox', { name: '셀 내용' }).waitFor();
    assert.equal(await phone.evaluate('document.activeElement.tagName'), 'BODY');
    await cellAt(phone, place).tap();
    await phone.getByRole('textbox', { name: '셀 내용' }).fill('휴대폰에서');
    await phone.keyboard.press('Enter');
    await phone.getByRole('dialog', { name: '확인해 주세요' }).getByRole('button', { name: '확인' }).tap();
    await room.until(async () => (await room.column('Intent'))[2] === '휴대폰에서');
    assert.equal(await phone.evaluate('document.documentElement.scrollWidth'), 390);
    await phone.context().close();
  });

  it('draws 5,000 rows of 60 columns as far as they are seen, and keeps what stays in view', async () => {
    const values = Array.from({ length: 5000 }, (_, row) =>
      Array.from({ length: 60 }, (_, column) => (column === 0 ? `row ${row}` : row * column)),
    );
    const { api, practice } = room;
    const { spreadsheetId } = practice;
    await api.spreadsheets.batchUpdate({
      spreadsheetId,
      requestBody: {
        requests: [
          {
            addSheet: { properties: { title: 'Large', gridProperties: { rowCount: 5000, columnCount: 60 } } },
          },
        ],
      },
    });
    await api.spreadsheets.values.update({
      ...{ spreadsheetId, range: 'Large!A1', valueInputOption: 'RAW' },
      requestBody: { values },
    });
    await page.getByRole('tab', { name: 'Large' }).click();
    await grid().getByText('row 5', { exact: true }).waitFor();
    // Rows that stay in view are not drawn again: a mark put on one of them is still there.
    await page.evaluate(`document.querySelector('[data-a1="B20"]').dataset.kept = 'yes'`);
    await page.evaluate(`document.querySelector('.sheet-scroll').scrollTop = 270`);
    await cellAt(page, 'A35').waitFor();
    assert.equal(await cellAt(page, 'B20').getAttribute('data-kept'), 'yes');
    await page.evaluate(`document.querySelector('.sheet-scroll').scrollTop = 1e9`);
    await grid().getByText('row 4999', { exact: true }).waitFor();
    assert.ok((await page.locator('.sheet-cell').count()) < 1500);
  });
});
