import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { createSheetsClient } from '../../src/sheet/google/sheets-client.js';
import { UserError } from '../../src/user-error.js';

describe('createSheetsClient', () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'labmate-key-'));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  const withFile = async (content: string) => {
    const credentialsFile = join(folder, 'key.json');
    await writeFile(credentialsFile, content);
    return createSheetsClient({ credentialsFile });
  };

  it('knows with whom to share the sheet', async () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const key = {
      type: 'service_account',
      client_email: 'labmate@team.iam.gserviceaccount.com',
      private_key: privateKey.export({ type: 'pkcs8', format: 'pem' }),
    };
    assert.equal((await withFile(JSON.stringify(key))).clientEmail, key.client_email);
  });

  it('needs no credentials for the practice sheet', async () => {
    const { clientEmail } = await createSheetsClient({ rootUrl: 'http://127.0.0.1:1/' });
    assert.equal(clientEmail, undefined);
  });

  it('refuses a file that is no key, without repeating what is in it', async () => {
    const refuses = (content: string, message: RegExp) =>
      assert.rejects(withFile(content), (error: unknown) => {
        assert.ok(error instanceof UserError);
        assert.match(error.message, message);
        assert.doesNotMatch(error.message, /s3cret/);
        return true;
      });
    await refuses('s3cret', /GOOGLE_APPLICATION_CREDENTIALS.*not JSON/);
    await refuses('{"type":"authorized_user","private_key":"s3cret"}', /no service account key/);
    await assert.rejects(
      createSheetsClient({ credentialsFile: join(folder, 'none') }),
      /cannot be read \(ENOENT\)/,
    );
  });
});
