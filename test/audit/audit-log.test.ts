import assert from 'node:assert/strict';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { AuditLog } from '../../src/audit/audit-log.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const by = { id: '100000000000000001', name: 'Student' };
const action = (what: string, options = {}) =>
  ({ by, via: 'discord', what, options, outcome: 'done' }) as const;

describe('the audit log', () => {
  it('GIVEN actions THEN the last are read, newest first, from a file of its owner alone', async () => {
    const home = temporaryFolder();
    const log = new AuditLog(home);
    await Promise.all(['train', 'cancel', 'score'].map((what) => log.note(action(what))));
    assert.deepEqual(
      (await new AuditLog(home).last(2)).map(({ what }) => what),
      ['score', 'cancel'],
    );
    assert.equal(statSync(join(home, 'audit.jsonl')).mode & 0o777, 0o600);
  });

  it('GIVEN secrets that somebody pasted THEN they are not in it', async () => {
    const home = temporaryFolder();
    const log = new AuditLog(home);
    const secrets = [
      'hf_abcdefghijklmnopqrstuvwxyz',
      'MTIzNDU2Nzg5MDEyMzQ1Njc4.GabcdE.abcdefghijklmnopqrstuvwxyz012345',
    ];
    await log.note(
      action('train', { intent: `my token ${secrets.join(' ')}`, model: 'https://me:pass@hub/x' }),
    );
    const text = readFileSync(join(home, 'audit.jsonl'), 'utf8');
    for (const secret of [...secrets, 'me:pass']) assert.ok(!text.includes(secret), secret);
    assert.match(text, /my token \*\*\* \*\*\*/);
  });

  it('GIVEN a full file THEN it is put aside, and what is in it can still be read', async () => {
    const home = temporaryFolder();
    const log = new AuditLog(home, { maxBytes: 400 });
    for (let at = 1; at <= 6; at++) await log.note(action(`run ${at}`));
    assert.ok(statSync(join(home, 'audit.jsonl.1')).size <= 400);
    const last = (await log.last(3)).map(({ what }) => what);
    assert.deepEqual(last, ['run 6', 'run 5', 'run 4']);
  });

  it('GIVEN a folder that cannot be written THEN the action goes on, and the operator is told', async () => {
    const errors: unknown[] = [];
    const log = new AuditLog('/nowhere/at/all', { warn: (error) => errors.push(error) });
    await log.note(action('train'));
    assert.equal(errors.length, 1);
    assert.deepEqual(await log.last(5), []);
  });
});
