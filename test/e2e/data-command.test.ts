import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { botInGuild } from '../support/in-guild.js';
import { PracticePage } from '../support/practice-page.js';

describe('/data: the real bot against the practice guild', () => {
  const room = botInGuild();
  const { page } = room;

  it('GIVEN nothing typed THEN it describes the default data, with two pictures in the embeds', async () => {
    await page.command('data');
    const answer = await page.until(/Data kote8/);
    assert.match(PracticePage.text(answer), /\*\*2,000\*\* train · \*\*500\*\* dev · \*\*250\*\* test/);
    assert.equal(answer.attachments.length, 0, 'pictures of embeds are not listed again');
    for (const { image } of answer.embeds) {
      const picture = await fetch(image?.url ?? '');
      assert.equal(picture.headers.get('content-type'), 'image/png');
    }
    assert.equal(answer.embeds.length, 2);
  });

  it('GIVEN the first letters of a name THEN it is offered', async () => {
    assert.deepEqual(await page.suggestions('data', 'data', 'ko'), [{ name: 'kote8', value: 'kote8' }]);
  });

  it('GIVEN a name that nobody knows THEN the answer says what to type', async () => {
    await page.command('data', { data: 'kote9' });
    await page.until(/There is no data folder “kote9”.*data:kote8/);
  });
});
