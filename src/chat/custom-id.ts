/** Discord takes so many characters. */
const LONGEST = 100;

/** What a button or form does, and to what: all that it needs to work after a restart. */
export type CustomId = { command: string; action: string; argument: string };

/**
 * `train:tweak:12`.
 * @throws Error for a longer id than Discord takes: a mistake in the code
 */
export function customId(command: string, action: string, argument: string): string {
  const id = `${command}:${action}:${argument}`;
  if (id.length > LONGEST) throw new Error(`The custom id ${id} is too long for Discord`);
  return id;
}

/** An id of two parts does what its command does: cards of earlier versions have `cancel:12`. */
export function parseCustomId(id: string): CustomId {
  const [command = '', second = '', ...rest] = id.split(':');
  return rest.length === 0
    ? { command, action: command, argument: second }
    : { command, action: second, argument: rest.join(':') };
}
