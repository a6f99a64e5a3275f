import { loadSettings, type Settings } from '../../src/config/settings.js';

/** The project's own configs/ with its state in a folder of the test's. */
export const settingsIn = (home: string): Settings => loadSettings({ env: { LABMATE_HOME: home } });
