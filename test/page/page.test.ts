import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { noBrowser, openBrowser } from './open-browser.js';

const LINE = '/train loss:asl lr:3e-5 epochs:30 intent:“does ASL help rare emotions?”';

describe('the practice guild’s page in a browser', { skip: noBrowser }, () => {
  let room: Awaited<ReturnType<typeof openBrowser>>;
  let page: Page;
  const log = (on = page) => on.getByRole('log', { name: '#experiments' });
  const box = (on = page) => on.getByRole('textbox', { name: 'Message', exact: true });
  const sheet = (on = page) => on.getByRole('grid', { name: 'Sheet', exact: true });
  const send = async (line: string, on = page): Promise<void> => {
    await box(on).fill(line);
    await box(on).press('Enter');
  };

  before(async () => {
    room = await openBrowser();
    page = await room.page();
  });
  after(() => room.close());

  it('takes a typed line and shows what the bot makes of it', async () => {
    await send(LINE);
    await log().getByText('lr=0.00003 epochs=30 intent=does ASL help rare emotions?').waitFor();
    await log().getByText('Student used /train').waitFor();
    assert.equal(await box().inputValue(), '');
    const picture = log().getByRole('img', { name: 'Picture: Run 1' });
    assert.equal(await picture.evaluate((img: { naturalWidth: number }) => img.naturalWidth), 1);
    assert.equal(await page.getByRole('log').count(), 1);
  });

  it('keeps the sheet beside it up to date, and gives it away as CSV', async () => {
    await sheet().getByText('0.8765', { exact: true }).waitFor();
    assert.equal(await sheet().getByTitle('0.87654321').count(), 1);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'CSV' }).click(),
    ]);
    assert.equal(download.suggestedFilename(), 'Sheet1.csv');
    assert.match(
      await readFile(await download.path(), 'utf8'),
      /^\ufeffrun,micro-F1,thread\r\n1,0\.87654321,/,
    );
  });

  it('opens a thread from its message and from the sheet, and has an address for it', async () => {
    await log().getByRole('button', { name: 'Open thread: Run 1: why' }).click();
    const thread = page.getByRole('log', { name: 'Thread messages' });
    await thread.getByText('Epoch 1 is done').waitFor();
    const { pathname } = new URL(page.url());
    assert.match(pathname, /^\/channels\/\d+\/\d+$/);
    await page.getByRole('button', { name: 'Close thread' }).click();
    await sheet().getByRole('link', { name: 'Run 1: why' }).click();
    await thread.waitFor();
    await page.getByRole('textbox', { name: 'Message in thread' }).fill('rare ones gain most');
    await page.getByRole('textbox', { name: 'Message in thread' }).press('Enter');
    await thread.getByText('rare ones gain most').waitFor();
    const other = await room.page(pathname);
    await other.getByRole('log', { name: 'Thread messages' }).getByText('rare ones gain most').waitFor();
    await other.context().close();
    await page.getByRole('button', { name: 'Close thread' }).click();
  });

  it('lets people change and delete what they wrote, and nothing else', async () => {
    await send('the first wrods');
    const own = log().getByRole('article').filter({ hasText: 'the first wrods' });
    await own.hover();
    await own.getByLabel('What to do with this message').click();
    await own.getByRole('button', { name: 'Edit message' }).click();
    const editor = log().getByRole('textbox', { name: 'Edit message' });
    await editor.fill('the first words');
    await editor.press('Enter');
    const mended = log().getByRole('article').filter({ hasText: 'the first words' });
    await mended.getByText('(edited)').waitFor();
    await mended.hover();
    await mended.getByLabel('What to do with this message').click();
    await mended.getByRole('button', { name: 'Delete message' }).click();
    await mended.waitFor({ state: 'detached' });
    const bots = log().getByRole('article', { name: 'Labmate' });
    assert.ok((await bots.count()) > 0);
    assert.equal(await bots.getByLabel('What to do with this message').count(), 0);
  });

  it('presses buttons and fills in forms', async () => {
    await log().getByRole('button', { name: 'Stop' }).click();
    await log().getByText('Run 1 is stopped.').waitFor();
    await log().getByRole('button', { name: 'Dismiss message' }).click();
    assert.equal(await log().getByText('Run 1 is stopped.').count(), 0);
    await log().getByRole('button', { name: 'Add a note' }).click();
    const dialog = page.getByRole('dialog', { name: 'A note' });
    await dialog.getByRole('textbox', { name: 'What did you learn?' }).fill('surprise gains');
    await dialog.getByRole('button', { name: 'Submit' }).click();
    await log().getByText('Noted: surprise gains').waitFor();
    assert.equal(await dialog.count(), 0);
  });

  it('offers commands, options and the bot’s own suggestions to the keyboard', async () => {
    await box().pressSequentially('/tr');
    const list = page.getByRole('listbox');
    await list.getByRole('option', { name: /^\/train/ }).waitFor();
    await box().press('Enter');
    assert.equal(await box().inputValue(), '/train ');
    await box().press('ArrowDown');
    const id = await box().getAttribute('aria-activedescendant');
    assert.match(await page.locator(`[id="${id}"]`).innerText(), /^model/);
    await box().press('Tab');
    await list.getByRole('option', { name: /The n-grams/ }).waitFor();
    await box().press('Tab');
    assert.equal(await box().inputValue(), '/train model:ngram ');
    await box().press('Escape');
    assert.equal(await list.count(), 0);
    await box().fill('');
  });

  it('sends nothing while a Korean syllable is being composed', async () => {
    await box().fill('안녕하세');
    await box().dispatchEvent('keydown', { key: 'Enter', isComposing: true });
    assert.equal(await box().inputValue(), '안녕하세');
    await send('안녕하세요 **모두**');
    await log().getByText('안녕하세요 모두').waitFor();
    assert.equal(await log().getByText('안녕하세', { exact: true }).count(), 0);
    await box().press('ArrowUp');
    assert.equal(await box().inputValue(), '안녕하세요 **모두**');
    await box().fill('');
  });

  it('sends odd values to the bot, and answers slips of its own', async () => {
    await send('/train lr:abc epochs:0 foo:1');
    await log().getByText('lr=abc epochs=0 foo=1').waitFor();
    await send('/cancel 99');
    await log().getByText('There is no run 99.').waitFor();
    await send('/trian');
    await log().getByText('Did you mean /train?').waitFor();
    await send('/cancel');
    await log().getByText('/cancel needs the option run (Run): add run:….').waitFor();
  });

  it('shows that the bot is thinking until it has answered', async () => {
    await send('/queue');
    await log().getByText('Labmate is thinking…').waitFor();
    await room.bot.answerLate();
    await log().getByText('Nothing waits.').waitFor();
    assert.equal(await log().getByText('Labmate is thinking…').count(), 0);
  });

  it('stays where one reads, and says that there is more', async () => {
    await log().evaluate((element: { scrollTop: number }) => (element.scrollTop = 0));
    await page.getByRole('button', { name: /Jump to the newest/ }).waitFor();
    const channel = await room.bot.client.channels.fetch(room.practice.channelId);
    assert.ok(channel?.isSendable());
    await channel.send('News from the night');
    await page.getByRole('button', { name: 'New messages' }).click();
    await log().getByText('News from the night').waitFor();
    assert.equal(await page.getByRole('button', { name: 'New messages' }).count(), 0);
  });

  it('never takes what people write for HTML', async () => {
    await send('<img src=x onerror=alert(1)> [x](javascript:alert(1))');
    await log().getByText('<img src=x onerror=alert(1)> [x](javascript:alert(1))').waitFor();
  });

  it('fits a phone, in Korean', async () => {
    const phone = await room.page('/', {
      locale: 'ko-KR',
      viewport: { width: 390, height: 844 },
      isMobile: true,
      hasTouch: true,
    });
    await phone.getByRole('tab', { name: '시트' }).click();
    await phone.getByRole('grid', { name: '시트', exact: true }).waitFor();
    assert.equal(await box(phone).count(), 0);
    await phone.getByRole('tab', { name: '채널' }).click();
    await box(phone).waitFor();
    const width = await phone.evaluate('document.documentElement.scrollWidth');
    assert.equal(width, 390);
    await phone.context().close();
  });

  it('says when the bot is away, and has complained about nothing else', async () => {
    room.assertQuiet();
    await room.bot.client.destroy();
    await page.getByText('Labmate is offline.').waitFor();
    await send('/train loss:asl');
    await log().getByText('it cannot take commands').waitFor();
  });
});
