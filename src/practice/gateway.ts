import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { GatewayCloseCodes as Close, GatewayIntentBits as Intents, GatewayOpcodes as Op } from 'discord.js';
import { type RawData, type WebSocket, WebSocketServer } from 'ws';
import { z } from 'zod';
import { GatewaySession } from './gateway-session.js';
import type { Guild } from './guild.js';

const HEARTBEAT_MS = 41_250;
/** A late heartbeat is forgiven once; after two intervals without one the connection is taken for dead. */
const SILENT_MS = 2 * HEARTBEAT_MS;
/** Discord drops a connection that sends more than 4096 bytes in one payload. */
const PAYLOAD_BYTES = 4096;

/** What clients send; everything else is closed with 4001. */
const CLIENT_OPS = [
  Op.Heartbeat,
  Op.Identify,
  Op.PresenceUpdate,
  Op.VoiceStateUpdate,
  Op.Resume,
  Op.RequestGuildMembers,
] as const;
type ClientOp = (typeof CLIENT_OPS)[number];

const payloadSchema = z.object({ op: z.number().transform((op) => op as Op), d: z.unknown() });
const isClientOp = (op: Op): op is ClientOp => (CLIENT_OPS as readonly Op[]).includes(op);
const identifySchema = z.object({ token: z.string(), intents: z.number().int().nonnegative() });
const resumeSchema = z.object({ token: z.string(), session_id: z.string(), seq: z.number().nullable() });

/** Sessions kept for a bot that may come back, the newest last. */
const SESSIONS_KEPT = 8;

/** Discord's gateway (v10, JSON, uncompressed): hello, identify, heartbeat, resume, dispatch. */
export class Gateway {
  readonly #guild: Guild;
  readonly #server = new WebSocketServer({ noServer: true, maxPayload: PAYLOAD_BYTES });
  #sessions: GatewaySession[] = [];

  readonly #allowsContent: boolean;

  constructor(guild: Guild, { allowsContent = true }: { allowsContent?: boolean | undefined } = {}) {
    this.#guild = guild;
    this.#allowsContent = allowsContent;
    guild.hub.onDispatch((dispatch) => {
      if (guild.botRemoved) return;
      for (const session of this.#sessions) session.dispatch(dispatch);
    });
  }

  /** Takes over an HTTP request that asks for a WebSocket. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    this.#server.handleUpgrade(request, socket, head, (webSocket) => this.#welcome(webSocket));
  }

  /**
   * Drops every open connection, as a network fault or a restart at Discord does. Without `resumable` the sessions
   * are forgotten, so that a RESUME is answered by an invalid session.
   */
  drop({ resumable = true }: { resumable?: boolean } = {}): void {
    const sessions = this.#sessions;
    if (!resumable) this.#sessions = [];
    for (const session of sessions) session.terminate();
  }

  close(): void {
    for (const session of this.#sessions) session.close(Close.UnknownError, 'The practice guild is closing');
    for (const socket of this.#server.clients) socket.terminate();
    this.#server.close();
  }

  #welcome(socket: WebSocket): void {
    const { clock } = this.#guild;
    let callOff = (): void => undefined;
    const expectHeartbeat = (): void => {
      callOff();
      callOff = clock.after(SILENT_MS, () => socket.close(Close.SessionTimedOut, 'Session timed out.'));
    };
    expectHeartbeat();
    socket.on('message', (data) => {
      const payload = readPayload(data);
      if (!payload) {
        socket.close(Close.DecodeError, 'Error while decoding payload.');
        return;
      }
      if (payload.op === Op.Heartbeat) expectHeartbeat();
      this.#handle(socket, payload);
    });
    socket.on('error', (error) => this.#guild.log.debug({ err: error }, 'Gateway connection failed'));
    socket.on('close', (code) => {
      callOff();
      this.#left(socket, code);
    });
    send(socket, Op.Hello, { heartbeat_interval: HEARTBEAT_MS, _trace: [] });
  }

  #handle(socket: WebSocket, { op, d }: z.output<typeof payloadSchema>): void {
    if (!isClientOp(op)) {
      socket.close(Close.UnknownOpcode, 'Unknown opcode.');
      return;
    }
    switch (op) {
      case Op.Heartbeat:
        send(socket, Op.HeartbeatAck, null);
        return;
      case Op.Identify:
        this.#identify(socket, d);
        return;
      case Op.Resume:
        this.#resume(socket, d);
        return;
      case Op.RequestGuildMembers:
        this.#sendMembers(socket, d);
        return;
      case Op.PresenceUpdate:
      case Op.VoiceStateUpdate:
        return;
    }
  }

  #identify(socket: WebSocket, d: unknown): void {
    const guild = this.#guild;
    const identify = identifySchema.safeParse(d);
    if (!identify.success) {
      socket.close(Close.DecodeError, 'Error while decoding payload.');
      return;
    }
    const { token, intents } = identify.data;
    if (!guild.isToken(token)) {
      socket.close(Close.AuthenticationFailed, 'Authentication failed.');
      return;
    }
    if (!this.#allowsContent && (intents & Intents.MessageContent) !== 0) {
      socket.close(Close.DisallowedIntents, 'Disallowed intent(s).');
      return;
    }
    if (this.#sessions.some((session) => session.isOn(socket))) {
      socket.close(Close.AlreadyAuthenticated, 'Already authenticated.');
      return;
    }
    const session = new GatewaySession({ socket, intents, botId: guild.applicationId });
    this.#sessions = [...this.#sessions.slice(1 - SESSIONS_KEPT), session];
    session.dispatch({
      event: 'READY',
      data: {
        v: 10,
        user: { ...guild.user(guild.bot), verified: true, mfa_enabled: true, flags: 0, email: null },
        guilds: guild.botRemoved ? [] : [{ id: guild.id, unavailable: true }],
        session_id: session.id,
        session_type: 'normal',
        resume_gateway_url: guild.gatewayUrl,
        application: { id: guild.applicationId, flags: guild.application().flags },
        shard: [0, 1],
        _trace: [],
      },
    });
    if (!guild.botRemoved) session.dispatch({ event: 'GUILD_CREATE', data: guild.guildCreate() });
    guild.setBotOnline(true);
  }

  #resume(socket: WebSocket, d: unknown): void {
    const resume = resumeSchema.safeParse(d);
    const session = this.#sessions.find(({ id }) => id === resume.data?.session_id);
    if (resume.data && !this.#guild.isToken(resume.data.token)) {
      socket.close(Close.AuthenticationFailed, 'Authentication failed.');
      return;
    }
    if (!session?.resume(socket, resume.data?.seq ?? 0)) {
      send(socket, Op.InvalidSession, false);
      return;
    }
    this.#guild.setBotOnline(true);
  }

  /** The whole guild in one chunk, whatever was asked: it has a handful of members. */
  #sendMembers(socket: WebSocket, d: unknown): void {
    const { nonce } = z.object({ nonce: z.string().optional() }).catch({}).parse(d);
    const guild = this.#guild;
    const members = guild.members.map((member) => guild.apiMember(member));
    const data = {
      guild_id: guild.id,
      members,
      chunk_index: 0,
      chunk_count: 1,
      ...(nonce === undefined ? {} : { nonce }),
    };
    this.#sessions.find((session) => session.isOn(socket))?.dispatch({ event: 'GUILD_MEMBERS_CHUNK', data });
  }

  /** Closed by the client with 1000 or 1001 a session is over; otherwise it waits for a resume (Discord, "Disconnecting"). */
  #left(socket: WebSocket, code: number): void {
    const session = this.#sessions.find((one) => one.isOn(socket));
    session?.detach();
    if (code === 1000 || code === 1001) this.#sessions = this.#sessions.filter((one) => one !== session);
    this.#guild.setBotOnline(this.#sessions.some(({ connected }) => connected));
  }
}

function readPayload(data: RawData): z.output<typeof payloadSchema> | undefined {
  try {
    // Text frames arrive as one Buffer: `binaryType` is left at its default.
    return payloadSchema.parse(JSON.parse((data as Buffer).toString('utf8')));
  } catch {
    return undefined;
  }
}

function send(socket: WebSocket, op: Op, d: unknown): void {
  socket.send(JSON.stringify({ op, d, s: null, t: null }));
}
