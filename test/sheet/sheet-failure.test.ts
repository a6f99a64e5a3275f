import assert from 'node:assert/strict';
import { textsIn } from '../../src/texts/texts.js';
import { describe, it } from 'node:test';
import { SheetLayoutError, toSheetFailure, troubleSentence } from '../../src/sheet/google/sheet-failure.js';

const now = Date.parse('2026-11-23T12:00:00Z');
const failure = (message: string, fields: object = {}) =>
  toSheetFailure(Object.assign(new Error(message), fields), now);
const kind = (message: string, fields: object = {}) => failure(message, fields).kind;

describe('what a failed request means', () => {
  it('takes quota, server errors and the network for passing', () => {
    for (const status of [408, 429, 500, 503]) assert.equal(kind('x', { status }), 'busy', String(status));
    assert.equal(kind('connect ECONNREFUSED', { code: 'ECONNREFUSED' }), 'busy');
    assert.equal(kind('The operation was aborted due to timeout', { code: 'TimeoutError' }), 'busy');
    assert.equal(kind('Rate Limit Exceeded', { status: 403 }), 'busy');
  });

  it('takes missing rights, a missing sheet and a revoked key for something that people must mend', () => {
    for (const status of [401, 403, 404]) assert.equal(kind('x', { status }), 'person', String(status));
    assert.equal(kind('invalid_grant: Invalid JWT Signature.', { status: 400 }), 'person');
    assert.equal(toSheetFailure(new SheetLayoutError('Runs', textsIn('en')), now).kind, 'person');
  });

  it('takes any other refusal for a tab that has changed', () => {
    assert.equal(kind('Unable to parse range: Runs!A1', { status: 400 }), 'refused');
  });

  it('reads Retry-After in seconds and as a date, from either kind of headers', () => {
    const after = (headers: unknown) => failure('x', { response: { status: 429, headers } }).retryAfterMs;
    assert.equal(after(new Headers({ 'Retry-After': '30' })), 30_000);
    assert.equal(after({ 'retry-after': 'Mon, 23 Nov 2026 12:01:00 GMT' }), 60_000);
    assert.equal(after({ 'retry-after': 'Mon, 23 Nov 2026 11:00:00 GMT' }), 0);
    assert.equal(after({ 'retry-after': 'soon' }), undefined);
    assert.equal(after(undefined), undefined);
  });

  it('keeps only status and message of an error', () => {
    const whole = failure('no\naccess', { status: 403, config: { headers: { authorization: 'secret' } } });
    assert.deepEqual(whole, {
      kind: 'person',
      status: 403,
      message: 'no access',
      retryAfterMs: undefined,
      isAmbiguous: false,
    });
  });
});

describe('what people are told', () => {
  it('says in one line what to do about it', () => {
    const told = (message: string, status: number) =>
      troubleSentence(failure(message, { status }), 'bot@team.example', textsIn('en'));
    assert.match(told('Forbidden.', 403), /“Forbidden” \(403\)\. Share the sheet with bot@team\.example/);
    assert.match(told('Not found', 404), /right id into GOOGLE_SHEET_ID/);
    assert.match(
      told('invalid_grant: account not found', 400),
      /Make a new key.*GOOGLE_APPLICATION_CREDENTIALS/,
    );
    assert.match(
      told('invalid_grant: Invalid JWT: Token must be a short-lived token (60 minutes)', 400),
      /The clock of the machine/,
    );
    assert.match(
      told(
        'Google Sheets API has not been used in project 12 before. Visit https://console.x/12 then retry',
        403,
      ),
      /switched off in the project of bot@team\.example.*Open https:\/\/console\.x\/12 and/,
    );
    assert.match(told('You are trying to edit a protected cell', 400), /protected/);
  });

  it('speaks of the service account where its name is not known', () => {
    assert.match(
      troubleSentence(failure('x', { status: 403 }), undefined, textsIn('en')),
      /the service account of the bot/,
    );
  });
});
