import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { google } from 'googleapis';
import { openRoom, type Room } from './open-room.js';

describe('The page and the sheet of the practice guild', () => {
  let room: Room;
  beforeEach(async () => {
    room = await openRoom();
  });
  afterEach(() => room.close());

  it('serves the page under a policy that allows its import map and no other inline script', async () => {
    const page = await fetch(`${room.practice.url}/`);
    assert.equal(page.status, 200);
    const policy = page.headers.get('content-security-policy') ?? '';
    const inline = /<script type="importmap">([^]*?)<\/script>/.exec(await page.text())?.[1] ?? '';
    const hash = createHash('sha256').update(inline).digest('base64');
    assert.ok(policy.includes(`script-src 'self' 'sha256-${hash}'`), policy);
    assert.doesNotMatch(policy, /unsafe/);
  });

  it('takes rows from the real googleapis client and tells the page', async () => {
    const events = await room.events();
    const sheets = google.sheets({ version: 'v4', rootUrl: room.practice.sheetsApiUrl, auth: 'practice' });
    await sheets.spreadsheets.values.update({
      spreadsheetId: room.practice.spreadsheetId,
      range: 'A1',
      valueInputOption: 'RAW',
      requestBody: {
        values: [
          ['run', 'intent'],
          ['1', '=1+2'],
        ],
      },
    });
    await events.find('sheet');
    const shown = await fetch(`${room.practice.url}/practice/sheet`);
    const { tabs } = (await shown.json()) as { tabs: { rows: unknown[][] }[] };
    assert.deepEqual(
      tabs[0]?.rows.slice(0, 2).map((row) => row.slice(0, 2)),
      [
        ['run', 'intent'],
        ['1', '=1+2'],
      ],
    );
    await room.restart();
    const again = await fetch(`${room.practice.url}/practice/sheet`);
    assert.match(await again.text(), /=1\+2/);
  });

  it('refuses a foreign page that asks for the sheet', async () => {
    for (const path of [
      '/practice/sheet',
      '/practice/sheet.csv',
      `/v4/spreadsheets/${room.practice.spreadsheetId}`,
    ]) {
      const answer = await fetch(room.practice.url + path, { headers: { origin: 'http://evil.example' } });
      assert.equal(answer.status, 403, path);
    }
  });
});
