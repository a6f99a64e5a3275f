/** `npm run lab -- VERB key:value … [--json]`: sets up what is missing, then does the verb. */
import { goOnAs, setUp } from './set-up.mjs';
import { inProject } from './set-up/project.mjs';

await setUp();
await goOnAs(inProject('dist', 'src', 'cli.js'));
