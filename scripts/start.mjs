/** `npm start`: sets up what is missing, then runs the bot. */
import { goOnAs, setUp } from './set-up.mjs';
import { inProject } from './set-up/project.mjs';

await setUp();
await goOnAs(inProject('dist', 'src', 'main.js'));
