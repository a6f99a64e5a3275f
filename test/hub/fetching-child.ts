import { fetchModel } from '../../src/hub/fetch-model.js';
import { ID } from './fixture.js';

/** A process that fetches the test's model and prints what it got; it says `half` once bytes of the weights came. */
const [endpoint = '', cache = ''] = process.argv.slice(2);
let said = false;
const { folder, fetched } = await fetchModel(
  { id: ID, revision: 'main' },
  {
    endpoint,
    cache,
    onProgress: ({ file, received }) => {
      if (said || file !== 'model.safetensors' || received < 50_000) return;
      said = true;
      console.log('half');
    },
  },
);
console.log(JSON.stringify({ folder, fetched }));
