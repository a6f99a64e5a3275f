import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { explainRefusal } from '../../src/sheet/setup/explain-refusal.js';
import { setupSheet } from '../../src/sheet/setup/setup-sheet.js';
import { textsIn } from '../../src/texts/texts.js';
import { UserError } from '../../src/user-error.js';
import { serveSheets } from '../practice-sheets/serve-sheets.js';
import { runLab } from '../support/run-lab.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const account = 'bot@team.iam.gserviceaccount.com';

describe('sheet setup', () => {
  let sheets: Awaited<ReturnType<typeof serveSheets>>;
  const steps: string[] = [];
  let made: string | undefined;
  beforeEach(async () => {
    sheets = await serveSheets();
    steps.length = 0;
    made = undefined;
  });
  afterEach(() => sheets.remove());

  const setup = (spreadsheetId: string | undefined, rootUrl: string | undefined = `${sheets.url}/`) =>
    setupSheet({
      place: { spreadsheetId, credentialsFile: undefined, rootUrl },
      labels: ['joy'],
      texts: textsIn('en'),
      made: {
        read: () => Promise.resolve(made),
        save: (id) => Promise.resolve(void (made = id)),
      },
      progress: (line) => steps.push(line),
    });
  const refusal = (words: RegExp) => (error: unknown) =>
    error instanceof UserError && error.identifier === 'sheet.setup' && words.test(error.message);

  it('checks the sheet that is there, changes nothing in it, and ends with its link', async () => {
    const before = JSON.stringify(sheets.server.sheet());
    const report = await setup(sheets.spreadsheetId);
    assert.equal(JSON.stringify(sheets.server.sheet()), before);
    assert.deepEqual([report.created, report.tab, report.next], [false, 'missing', []]);
    assert.equal(report.link, `${sheets.url}/#sheet`);
    assert.equal(steps.length, 5);
    assert.match(steps.join('\n'), /can be read\n✓ It can be written.*\n✓ There is no tab “Runs” yet/);
  });

  it('finds the tab with its runs, wherever the header stands', async () => {
    const { api, spreadsheetId } = sheets;
    await api.batchUpdate({
      spreadsheetId,
      requestBody: { requests: [{ addSheet: { properties: { title: 'Runs' } } }] },
    });
    assert.equal((await setup(spreadsheetId)).tab, 'empty');
    const write = (values: unknown[][]) =>
      api.values.update({
        spreadsheetId,
        range: 'Runs!A1',
        valueInputOption: 'RAW',
        requestBody: { values },
      });
    await write([['our runs'], ['실험', '상태'], [1, 'done'], [2, 'done']]);
    assert.equal((await setup(spreadsheetId)).tab, 'ready');
    assert.match(steps.at(-1) ?? '', /has 2 rows of runs/);
    await write([['our runs'], ['something', 'else']]);
    await assert.rejects(setup(spreadsheetId), refusal(/“Runs” has no header row.*Put the header back/));
  });

  it('makes a spreadsheet once where no id is set, and says why one’s own is better', async () => {
    const first = await setup(undefined);
    assert.ok(first.created);
    assert.match(
      first.next.join('\n'),
      new RegExp(`GOOGLE_SHEET_ID=${first.spreadsheetId}\n.*share.*sheets\\.new`),
    );
    const second = await setup(undefined);
    assert.deepEqual([second.created, second.spreadsheetId], [false, first.spreadsheetId]);
  });

  it('says of each refusal what to do', async () => {
    await assert.rejects(
      setup('no-such-id'),
      refusal(/no spreadsheet with the id no-such-id.*between \/d\/ and \/edit/),
    );
    sheets.server.faults.next({ status: 403, method: 'GET' });
    await assert.rejects(setup(sheets.spreadsheetId), refusal(/not shared with Labmate.*“Editor”/));
    sheets.server.faults.next({ status: 403, method: 'POST' });
    await assert.rejects(setup(sheets.spreadsheetId), refusal(/can be read, but not written.*“Editor”/));
    sheets.server.faults.next({ status: 403, method: 'POST' });
    await assert.rejects(setup(undefined), refusal(/may not own files.*Make a sheet yourself/));
    sheets.server.faults.next({ status: 503 });
    await assert.rejects(setup(sheets.spreadsheetId), refusal(/try again in a minute/));
    await assert.rejects(
      setup(sheets.spreadsheetId, 'http://127.0.0.1:1/'),
      refusal(/no way to Google from this machine/),
    );
    await assert.rejects(
      setupSheet({
        ...{ labels: [], texts: textsIn('en'), progress: () => undefined },
        place: { spreadsheetId: 'x', credentialsFile: undefined, rootUrl: undefined },
        made: { read: () => Promise.resolve(undefined), save: () => Promise.resolve() },
      }),
      refusal(/GOOGLE_APPLICATION_CREDENTIALS is not set.*make a service account/),
    );
  });

  it('runs in a terminal without the bot, with steps on stderr, and names a file that is no key', async () => {
    const home = temporaryFolder();
    const env = {
      LABMATE_HOME: home,
      ...{ GOOGLE_SHEETS_API_URL: `${sheets.url}/`, GOOGLE_SHEET_ID: sheets.spreadsheetId },
      GOOGLE_APPLICATION_CREDENTIALS: '',
    };
    const good = await runLab(['sheet', 'setup'], env);
    assert.match(good.stdout, /The sheet: http.*#sheet\nAll is set up\./);
    assert.match(good.stderr, /✓ No credentials are set.*\n✓ Requests go to/);
    const key = join(home, 'key.json');
    writeFileSync(key, '{"type":"authorized_user","private_key":"hush"}');
    const bad = await runLab(['sheet', 'setup'], { ...env, GOOGLE_APPLICATION_CREDENTIALS: key });
    assert.equal(bad.code, 1);
    assert.match(bad.stderr, /key\.json, but it is no service account key/);
    assert.doesNotMatch(bad.stderr, /hush/);
    const none = await runLab(['sheet', 'setup'], { ...env, GOOGLE_APPLICATION_CREDENTIALS: `${key}.old` });
    assert.match(none.stderr, /it cannot be read \(ENOENT\)/);
    assert.match((await runLab(['sheet'], env)).stderr, /start it with `npm start`/);
  });
});

describe('what Google answers to a set-up', () => {
  const google = (message: string, status?: number) =>
    explainRefusal(Object.assign(new Error(message), status ? { status } : {}), 'read', {
      account,
      id: 'abc',
    });

  it('is told with the cure', () => {
    assert.match(
      google(
        'Google Sheets API has not been used in project 12 before or it is disabled. Enable it by visiting https://console.developers.google.com/apis/api/sheets.googleapis.com/overview?project=12 then retry.',
        403,
      ),
      /Open https:\/\/console\.developers\.google\.com\/apis\/api\/sheets\.googleapis\.com\/overview\?project=12, press “Enable”/,
    );
    assert.match(
      google('The caller does not have permission', 403),
      new RegExp(`add ${account} and give it`),
    );
    assert.match(
      google('invalid_grant: Invalid JWT Signature.', 400),
      /The key of bot@team.* is not valid any more/,
    );
    assert.match(
      google(
        'invalid_grant: Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe. Check your iat and exp values in the JWT claim.',
        400,
      ),
      /The clock of this machine is wrong/,
    );
    assert.match(
      google('This operation is not supported for this document', 400),
      /Excel file.*Save as Google Sheets/,
    );
    assert.match(
      google('error:1E08010C:DECODER routines::unsupported'),
      /private key in the file is damaged/,
    );
    assert.match(google('getaddrinfo ENOTFOUND oauth2.googleapis.com'), /no way to Google/);
    assert.match(google('Quota exceeded for quota metric', 429), /try again in a minute/);
  });
});
