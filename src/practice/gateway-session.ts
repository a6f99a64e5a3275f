import { randomBytes } from 'node:crypto';
import { GatewayIntentBits, GatewayOpcodes } from 'discord.js';
import { WebSocket } from 'ws';
import type { Dispatch } from './event-hub.js';

/** Events kept for a client that comes back; more than that and it has to identify anew. */
const REPLAY_KEPT = 1000;

const MESSAGE_EVENTS = new Set(['MESSAGE_CREATE', 'MESSAGE_UPDATE', 'MESSAGE_DELETE']);

/** What a bot without the message content intent does not get to read (Discord, "Message Content Intent"). */
const HIDDEN = { content: '', embeds: [], attachments: [], components: [] };

type Sent = { s: number; t: string; d: unknown };

/** One bot's session: its intents, its sequence, and what it would miss while its connection is down. */
export class GatewaySession {
  readonly id = randomBytes(16).toString('hex');
  readonly #intents: number;
  readonly #botId: string;
  readonly #kept: Sent[] = [];
  #sequence = 0;
  #socket: WebSocket | undefined;

  constructor({ socket, intents, botId }: { socket: WebSocket; intents: number; botId: string }) {
    this.#socket = socket;
    this.#intents = intents;
    this.#botId = botId;
  }

  get connected(): boolean {
    return this.#socket?.readyState === WebSocket.OPEN;
  }

  isOn(socket: WebSocket): boolean {
    return this.#socket === socket;
  }

  detach(): void {
    this.#socket = undefined;
  }

  /** Sends an event that the intents ask for, as far as they let the bot read it, and keeps it for a resume. */
  dispatch({ event, data }: Dispatch): void {
    if (!this.#wants(event)) return;
    const sent = { s: ++this.#sequence, t: event, d: this.#readable(event, data) };
    // Kept as text: what is told is what was true then, however the message changes later.
    this.#kept.push({ ...sent, d: JSON.parse(JSON.stringify(sent.d)) });
    if (this.#kept.length > REPLAY_KEPT) this.#kept.shift();
    this.#send(sent);
  }

  /** Takes over a new connection and replays what came after `sequence`; false where that is no longer known. */
  resume(socket: WebSocket, sequence: number): boolean {
    const first = this.#kept[0]?.s ?? this.#sequence + 1;
    if (sequence > this.#sequence || sequence < first - 1) return false;
    this.#socket?.close(4000, 'The session was resumed on another connection');
    this.#socket = socket;
    for (const sent of this.#kept) if (sent.s > sequence) this.#send(sent);
    this.dispatch({ event: 'RESUMED', data: {} });
    return true;
  }

  close(code: number, reason: string): void {
    this.#socket?.close(code, reason);
  }

  /** Breaks the connection off without a closing handshake, as a lost network does. */
  terminate(): void {
    this.#socket?.terminate();
  }

  #send({ s, t, d }: Sent): void {
    if (this.connected) this.#socket?.send(JSON.stringify({ op: GatewayOpcodes.Dispatch, s, t, d }));
  }

  #wants(event: string): boolean {
    if (MESSAGE_EVENTS.has(event)) return this.#has(GatewayIntentBits.GuildMessages);
    if (event.startsWith('MESSAGE_REACTION')) return this.#has(GatewayIntentBits.GuildMessageReactions);
    if (event === 'TYPING_START') return this.#has(GatewayIntentBits.GuildMessageTyping);
    if (event.startsWith('THREAD_') || event.startsWith('CHANNEL_') || event.startsWith('GUILD_'))
      return this.#has(GatewayIntentBits.Guilds);
    return true;
  }

  #readable(event: string, data: Record<string, unknown>): Record<string, unknown> {
    const hasContent = event === 'MESSAGE_CREATE' || event === 'MESSAGE_UPDATE';
    if (!hasContent || this.#has(GatewayIntentBits.MessageContent)) return data;
    const { author, mentions } = data as { author: { id: string }; mentions: { id: string }[] };
    const mayRead = author.id === this.#botId || mentions.some(({ id }) => id === this.#botId);
    return mayRead ? data : { ...data, ...HIDDEN };
  }

  #has(intent: GatewayIntentBits): boolean {
    return (this.#intents & intent) !== 0;
  }
}
