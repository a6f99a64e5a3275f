/** `npm run bench`: sets up what is missing, then measures. */
import { goOnAs, setUp } from './set-up.mjs';
import { inProject } from './set-up/project.mjs';

await setUp();
await goOnAs(inProject('dist', 'scripts', 'bench.js'));
