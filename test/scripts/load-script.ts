/**
 * Imports a set-up script for its test. Set-up runs before anything is compiled, so its modules are plain JavaScript
 * outside dist/, and the test says the type of what it calls.
 * @param path below scripts/, such as `set-up/compile.mjs`
 */
export async function loadScript<Exports>(path: string): Promise<Exports> {
  return (await import(new URL(`../../../scripts/${path}`, import.meta.url).href)) as Exports;
}
