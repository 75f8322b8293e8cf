// What the tests put in place of time, chance and the server: a clock moved by hand, and a small
// server in memory that speaks the acks of spec/events.md through the socket port.

import type { Client } from '../src/client';
import { createClient } from '../src/client';
import type { ClientOptions } from '../src/client';
import type { Clock } from '../src/core/clock';
import type { RandomSource } from '../src/core/ids';
import type { Actor, Member, Message } from '../src/protocol/events';
import type { SocketFactory, SocketHandlers } from '../src/transport/socket';

export async function settle(): Promise<void> {
  for (let turn = 0; turn < 60; turn += 1) {
    await Promise.resolve();
  }
}

export class FakeClock implements Clock {
  private time = 1_700_000_000_000;
  private nextKey = 0;
  private readonly timers = new Map<number, { at: number; callback: () => void }>();

  now(): number {
    return this.time;
  }

  after(delayMs: number, callback: () => void): () => void {
    const key = (this.nextKey += 1);
    this.timers.set(key, { at: this.time + delayMs, callback });
    return () => this.timers.delete(key);
  }

  get pending(): number {
    return this.timers.size;
  }

  async advance(ms: number): Promise<void> {
    const end = this.time + ms;
    await settle();
    for (;;) {
      const due = [...this.timers]
        .filter(([, { at }]) => at <= end)
        .sort(([, a], [, b]) => a.at - b.at)[0];
      if (due === undefined) {
        break;
      }
      this.timers.delete(due[0]);
      this.time = Math.max(this.time, due[1].at);
      due[1].callback();
      await settle();
    }
    this.time = end;
  }
}

/** Always the middle: backoff waits are exactly their nominal length. */
export const evenRandom: RandomSource = {
  bytes: (count) => new Uint8Array(count).fill(7),
  fraction: () => 0.5,
};

export interface Sent {
  readonly name: string;
  readonly args: readonly unknown[];
}

export type Answer = (...args: never[]) => unknown;
/** Returned by an answer function: the server stays silent. */
export const silence = Symbol('silence');

export const me: Actor = { id: 'me', name: 'Mia', kind: 'user' };
export const ana: Actor = { id: 'ana', name: 'Ana', kind: 'user' };

export class FakeServer {
  readonly sent: Sent[] = [];
  readonly auths: unknown[] = [];
  up = true;
  refusal: { readonly code: string; readonly retry_after_ms?: number } | undefined;
  recovered = false;
  skewMs = 0;
  principal: Actor = me;
  token = 'welcome.token';
  opens = 0;
  private handlers: SocketHandlers | undefined;
  private wanted = false;
  private live = false;
  private readonly answers = new Map<string, Answer>();
  private readonly unanswered: ((reply: unknown) => void)[] = [];

  constructor(private readonly clock: Clock) {}

  readonly factory: SocketFactory = (_url, handlers) => {
    this.handlers = handlers;
    return {
      open: () => {
        this.opens += 1;
        this.wanted = true;
        void this.accept();
      },
      close: () => {
        this.wanted = false;
        this.live = false;
      },
      emit: (name, args, answer) => {
        this.receive(name, args, answer);
      },
    };
  };

  on(name: string, answer: Answer): void {
    this.answers.set(name, answer);
  }

  /** Sends an event to the client. */
  event(name: string, ...args: unknown[]): void {
    if (this.live) {
      // Plain JSON, as the wire makes it.
      this.handlers?.event(name, JSON.parse(JSON.stringify(args)) as unknown[]);
    }
  }

  /** Answers the oldest command that was left in silence. */
  answerLate(reply: unknown): void {
    this.unanswered.shift()?.(reply);
  }

  /** The transport breaks; the client comes back at `resume`. */
  drop(): void {
    this.live = false;
    this.up = false;
    this.unanswered.length = 0;
    this.handlers?.lost('transport');
  }

  async resume(): Promise<void> {
    this.up = true;
    if (this.wanted && !this.live) {
      await this.accept();
    }
    await settle();
  }

  sendAway(): void {
    this.live = false;
    this.wanted = false;
    this.handlers?.lost('server');
  }

  names(name: string): readonly Sent[] {
    return this.sent.filter((sent) => sent.name === name);
  }

  private async accept(): Promise<void> {
    const auth = await this.handlers?.auth();
    if (!this.up || !this.wanted || auth === undefined) {
      return;
    }
    this.auths.push(auth);
    if (this.refusal !== undefined) {
      this.handlers?.refused({ message: 'refused', ...this.refusal }, 'refused');
      return;
    }
    this.live = true;
    this.handlers?.connected(this.recovered);
    const welcome = { principal: this.principal, token: this.token, server_time: 0 };
    this.event('welcome', { ...welcome, server_time: this.clock.now() + this.skewMs });
  }

  private receive(
    name: string,
    args: readonly unknown[],
    answer: ((reply: unknown) => void) | undefined,
  ): void {
    if (!this.live) {
      throw new Error(`${name} was sent without a connection`);
    }
    const plain = JSON.parse(JSON.stringify(args)) as readonly unknown[];
    this.sent.push({ name, args: plain });
    const reply = this.answers.get(name)?.(...(plain as never[])) ?? { ok: true };
    if (answer === undefined) {
      return;
    }
    if (reply === silence) {
      this.unanswered.push(answer);
    } else {
      queueMicrotask(() => {
        if (this.live) {
          answer(JSON.parse(JSON.stringify(reply)));
        }
      });
    }
  }
}

export function member(actor: Actor, fields: Partial<Member> = {}): Member {
  return { ...actor, role: 'editor', color: 1, status: 'online', last_active: 1, ...fields };
}

export function message(seq: number, fields: Partial<Message> = {}): Message {
  return { id: `m${String(seq)}`, seq, text: `text ${String(seq)}`, from: ana, at: seq, ...fields };
}

export function joined(room: string, seq: number, fields: object = {}): unknown {
  const members = [member(me, { role: 'owner' }), member(ana)];
  const counts = { member_count: 2, surfaces: [], read_seq: 0, unread: 0 };
  return { ok: true, room, name: 'Brand', role: 'owner', seq, members, ...counts, ...fields };
}

export function refuse(code: string, retryAfterMs?: number): unknown {
  const wait = retryAfterMs === undefined ? {} : { retry_after_ms: retryAfterMs };
  return { ok: false, error: { code, message: code, ...wait } };
}

export interface World {
  readonly clock: FakeClock;
  readonly server: FakeServer;
  readonly client: Client;
}

export function createWorld(options: Partial<ClientOptions> = {}): World {
  const clock = new FakeClock();
  const server = new FakeServer(clock);
  const client = createClient({
    url: 'https://atelier.test',
    token: 'fixed',
    socketFactory: server.factory,
    clock,
    random: evenRandom,
    ...options,
  });
  return { clock, server, client };
}

/** A client that is online and in the room `r`, whose head is at the seq. */
export async function inRoom(seq = 10, options: Partial<ClientOptions> = {}): Promise<World> {
  const world = createWorld(options);
  world.server.on('room.join', () => joined('r', seq));
  world.client.connection.connect();
  await settle();
  await world.client.rooms.join('r');
  await settle();
  return world;
}
