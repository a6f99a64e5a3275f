import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { APIMessage, APIModalInteractionResponseCallbackData } from 'discord.js';
import type {
  PracticeDelete,
  PracticeEdit,
  PracticeEvent,
  PracticeInteraction,
  PracticeOption,
  PracticeSheet,
  PracticeState,
  PracticeUpload,
} from '../../src/practice/protocol.js';

type Form = APIModalInteractionResponseCallbackData;

/** What a person does at the practice guild's page, over the page's own interface: type, read, press buttons. */
export class PracticePage {
  #url = '';
  readonly #abort = new AbortController();
  readonly #messages = new Map<string, APIMessage>();
  readonly #interactions = new Map<string, 'acknowledged' | 'failed'>();
  readonly #choices = new Map<string, { name: string; value: unknown }[]>();
  readonly #forms = new Map<string, Form>();
  readonly #waiting = new Set<() => void>();
  #channel = '';
  /** The language of this person's client. */
  locale = 'en-US';

  static async open(url: string): Promise<PracticePage> {
    const page = new PracticePage();
    await page.enter(url);
    return page;
  }

  get url(): string {
    return this.#url;
  }

  /** Opens the page; until then it shows nothing. */
  async enter(url: string): Promise<void> {
    this.#url = url.replace(/\/$/, '');
    const events = await fetch(`${this.url}/practice/events`, { signal: this.#abort.signal });
    assert.equal(events.status, 200);
    void this.#follow(events).catch(() => undefined);
    const state = await this.state();
    this.#channel = state.channels[0]?.id ?? '';
    for (const message of Object.values(state.messages).flat()) this.#messages.set(message.id, message);
  }

  close(): void {
    this.#abort.abort();
  }

  async state(): Promise<PracticeState> {
    return (await (await fetch(`${this.url}/practice/state`)).json()) as PracticeState;
  }

  /** `results best`, { top: 3 }: sends a slash command and returns the nonce under which its fate is told. */
  async command(
    words: string,
    options: Record<string, PracticeOption['value']> = {},
    { as }: { as?: string } = {},
  ): Promise<string> {
    const [name = '', subcommand] = words.split(' ');
    const nonce = randomUUID();
    await this.#post({
      kind: 'command',
      nonce,
      channel_id: this.#channel,
      ...(as === undefined ? {} : { as }),
      name,
      ...(subcommand ? { subcommand } : {}),
      options: Object.entries(options).map(([option, value]) => ({ name: option, value })),
    });
    return nonce;
  }

  /** What is offered while somebody types into an option. */
  async suggestions(words: string, name: string, value: string): Promise<{ name: string; value: unknown }[]> {
    const [command = '', subcommand] = words.split(' ');
    const nonce = randomUUID();
    await this.#post({
      kind: 'autocomplete',
      nonce,
      channel_id: this.#channel,
      name: command,
      ...(subcommand ? { subcommand } : {}),
      options: [{ name, value, focused: true }],
    });
    return this.#until(
      () => this.#choices.get(nonce),
      () => `nothing was offered for ${name}:${value}`,
    );
  }

  /** Uploads a file for a command's option; returns the option's value. */
  async upload(name: string, bytes: Uint8Array): Promise<string> {
    const query = new URLSearchParams({ channel_id: this.#channel, name });
    const response = await fetch(`${this.url}/practice/uploads?${query.toString()}`, {
      method: 'POST',
      headers: { 'content-type': 'application/octet-stream' },
      body: new Uint8Array(bytes),
    });
    assert.ok(response.ok, `${response.status}`);
    return ((await response.json()) as PracticeUpload).id;
  }

  /** Presses a button; returns the nonce under which its fate, or its form, is told. */
  async press(message: APIMessage, custom_id: string, { as }: { as?: string } = {}): Promise<string> {
    const nonce = randomUUID();
    const { id: message_id, channel_id } = message;
    const doer = as === undefined ? {} : { as };
    await this.#post({ kind: 'component', nonce, channel_id, ...doer, message_id, custom_id });
    return nonce;
  }

  /** Chooses an entry of a message's menu. */
  async menu(name: string, { id: target_id, channel_id }: APIMessage): Promise<string> {
    const nonce = randomUUID();
    await this.#post({ kind: 'command', nonce, channel_id, name, options: [], target_id });
    return nonce;
  }

  /** The form that an interaction opened. */
  async form(nonce: string): Promise<Form> {
    return this.#until(
      () => this.#forms.get(nonce),
      () => `interaction ${nonce} opened no form`,
    );
  }

  /** What stands in a form, by the name of the field. */
  static readonly values = ({ components }: Form): Record<string, string> =>
    Object.fromEntries(
      components.flatMap((part) => {
        if (!('component' in part) || !('custom_id' in part.component)) return [];
        const { component } = part;
        const chosen = 'options' in component && component.options.find((option) => option.default)?.value;
        return [[component.custom_id, chosen || ('value' in component && component.value) || '']];
      }),
    );

  /** Sends a form with what stands in it, but for what is typed. */
  async fill(form: Form, typed: Record<string, string>): Promise<string> {
    const nonce = randomUUID();
    const values = { ...PracticePage.values(form), ...typed };
    await this.#post({
      kind: 'modal',
      nonce,
      channel_id: this.#channel,
      custom_id: form.custom_id,
      fields: Object.entries(values).map(([custom_id, value]) => ({ custom_id, value })),
    });
    return nonce;
  }

  /** Writes a message, and returns it. */
  async say(content: string, channel_id = this.#channel): Promise<APIMessage> {
    const last = this.last();
    const response = await fetch(`${this.url}/practice/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ channel_id, content }),
    });
    assert.ok(response.ok, `${response.status} ${await response.text()}`);
    return this.#until(
      () => this.messages().find((one) => BigInt(one.id) > BigInt(last) && one.content === content),
      () => `the message “${content}” did not come`,
    );
  }

  /** Changes what this person wrote. */
  async edit({ id: message_id, channel_id }: APIMessage, content: string): Promise<void> {
    await this.#send('/practice/messages/edit', { channel_id, message_id, content });
  }

  /** Deletes what this person wrote. */
  async remove({ id: message_id, channel_id }: APIMessage): Promise<void> {
    await this.#send('/practice/messages/delete', { channel_id, message_id });
  }

  /** The text of a message, embeds included. */
  static readonly text = ({ content, embeds }: APIMessage): string => {
    const parts = embeds.flatMap(({ title, description, fields }) => [
      title,
      description,
      ...(fields ?? []).flatMap(({ name, value }) => [name, value]),
    ]);
    return [content, ...parts].filter(Boolean).join('\n');
  };

  /** All messages seen, oldest first. */
  messages(): APIMessage[] {
    return [...this.#messages.values()].sort((a, b) => (BigInt(a.id) < BigInt(b.id) ? -1 : 1));
  }

  /** The id of the newest message. */
  last(): string {
    return this.messages().at(-1)?.id ?? '0';
  }

  /** The messages seen that hold a text, or match. */
  saying(text: string | RegExp): APIMessage[] {
    const says = (said: string) => (typeof text === 'string' ? said.includes(text) : text.test(said));
    return this.messages().filter((message) => says(PracticePage.text(message)));
  }

  /** The tab "Runs" of the guild's sheet as it stands: its header, and the rows. */
  async runsTab(): Promise<[header: unknown[], ...rows: unknown[][]]> {
    const { tabs } = (await (await fetch(`${this.url}/practice/sheet`)).json()) as PracticeSheet;
    const [header = [], ...rows] = tabs.find(({ title }) => title === 'Runs')?.rows ?? [];
    return [header, ...rows];
  }

  /** The first message, past or to come, whose text matches. */
  async until(pattern: RegExp, { after = '0' }: { after?: string } = {}): Promise<APIMessage> {
    return this.#until(
      () =>
        this.messages().find(
          (message) => BigInt(message.id) > BigInt(after) && pattern.test(PracticePage.text(message)),
        ),
      () =>
        `no message matches ${String(pattern)}; seen:\n${this.messages().map(PracticePage.text).join('\n---\n')}`,
    );
  }

  /** The first message, past or to come, of which something is true. */
  async untilMessage(holds: (message: APIMessage) => boolean): Promise<APIMessage> {
    return this.#until(
      () => this.messages().find(holds),
      () => `no such message; seen:\n${this.messages().map(PracticePage.text).join('\n---\n')}`,
    );
  }

  /** How an interaction ended. */
  async fate(nonce: string): Promise<'acknowledged' | 'failed'> {
    return this.#until(
      () => this.#interactions.get(nonce),
      () => `interaction ${nonce} was not answered`,
    );
  }

  #until<T>(look: () => T | undefined, complaint: () => string, ms = 120_000): Promise<T> {
    return new Promise((resolve, reject) => {
      const check = (): void => {
        const found = look();
        if (found === undefined) return;
        clearTimeout(timer);
        this.#waiting.delete(check);
        resolve(found);
      };
      const timer = setTimeout(() => {
        this.#waiting.delete(check);
        reject(new Error(complaint()));
      }, ms);
      this.#waiting.add(check);
      check();
    });
  }

  #post(interaction: PracticeInteraction): Promise<void> {
    return this.#send('/practice/interactions', { locale: this.locale, ...interaction });
  }

  async #send(path: string, body: PracticeInteraction | PracticeEdit | PracticeDelete): Promise<void> {
    const response = await fetch(`${this.url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    assert.ok(response.ok, `${response.status} ${await response.text()}`);
  }

  async #follow(response: Response): Promise<void> {
    const decoder = new TextDecoder();
    let buffer = '';
    for await (const chunk of response.body ?? []) {
      buffer += decoder.decode(chunk as Uint8Array, { stream: true });
      const blocks = buffer.split('\n\n');
      buffer = blocks.pop() ?? '';
      for (const block of blocks) {
        const data = block
          .split('\n')
          .filter((line) => line.startsWith('data:'))
          .map((line) => line.slice(5).trim())
          .join('\n');
        if (data) this.#take(JSON.parse(data) as PracticeEvent);
      }
    }
  }

  #take(event: PracticeEvent): void {
    if (event.type === 'message') this.#messages.set(event.message.id, event.message);
    if (event.type === 'message_delete') this.#messages.delete(event.id);
    if (event.type === 'modal') this.#forms.set(event.nonce, event.modal);
    if (event.type === 'autocomplete') this.#choices.set(event.nonce, event.choices);
    if (event.type === 'interaction') this.#interactions.set(event.nonce, event.state);
    for (const check of [...this.#waiting]) check();
  }
}
