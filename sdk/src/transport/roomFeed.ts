// Joined rooms and their durable events: each is emitted once, in the order of seq, over lost
// connections too. It does not know what the events mean.
//
// A room is `waiting` (no connection), `joining`, `filling` (missed events are read) or `ready`.
// Events behind a gap are held until the gap is read; a seq that the server does not tell us
// (others' private events, my own broadcasts) is passed over then.

import type { Backoff } from '../core/backoff';
import type { Clock } from '../core/clock';
import { Emitter } from '../core/emitter';
import { fail, succeed } from '../core/result';
import type { AtelierError, Result } from '../protocol/errors';
import { makeError } from '../protocol/errors';
import type { EventsPage, LoggedEvent, Place, RemovedReason, RoomJoined } from '../protocol/events';
import { heldEventsMax, missedEventsMax, missedEventsPage } from '../protocol/limits';
import { isRecord, isSeq } from '../protocol/parse';
import { isEmptyReply, isEventsPage, isRoomJoined, isRoomRemoved } from '../protocol/validate';
import type { Connection, WireEvent } from './connection';

/** Why the app has to read a room anew: events in between are not kept any more. */
export type ResetReason = 'not_kept' | 'too_many' | 'unreadable';

export interface DurableEvent {
  readonly room: string;
  readonly seq: number;
  readonly name: string;
  /** Without the room. */
  readonly args: readonly unknown[];
}

export interface RoomFeedEvents {
  readonly event: DurableEvent;
  /** The answer to a join as it arrives, before missed events: for what has no seq. */
  readonly snapshot: { readonly room: string; readonly info: RoomJoined };
  /** The room is complete up to the answer's seq. */
  readonly joined: { readonly room: string; readonly rejoined: boolean; readonly info: RoomJoined };
  readonly reset: { readonly room: string; readonly seq: number; readonly reason: ResetReason };
  readonly removed: { readonly room: string; readonly reason: RemovedReason };
  readonly lost: { readonly room: string; readonly error: AtelierError };
  /** No longer joined, for whatever reason. */
  readonly left: { readonly room: string };
}

interface JoinedRoom {
  readonly name: string;
  place: Place | undefined;
  phase: 'waiting' | 'joining' | 'filling' | 'ready';
  /** Everything up to here was emitted; undefined before the first join. */
  last: number | undefined;
  /** Events behind `last`; null for a seq that is known and has nothing to emit. */
  held: Map<number, DurableEvent | null>;
  waiters: ((result: Result<RoomJoined>) => void)[];
  /** Changes whenever answers under way lose their meaning. */
  epoch: number;
}

const nameless = makeError('conflict', 'The room was left meanwhile.');

export class RoomFeed extends Emitter<RoomFeedEvents> {
  private readonly rooms = new Map<string, JoinedRoom>();

  constructor(
    private readonly connection: Connection,
    private readonly clock: Clock,
    private readonly createBackoff: () => Backoff,
  ) {
    super();
    connection.on('state', (state) => {
      if (state.name !== 'online') {
        this.suspend();
      }
    });
    connection.on('welcome', () => {
      for (const room of this.rooms.values()) {
        void this.enterRoom(room);
      }
    });
    connection.wire.on('event', (event) => {
      this.heard(event);
    });
  }

  joined(): readonly string[] {
    return [...this.rooms.keys()];
  }

  seq(room: string): number {
    return this.rooms.get(room)?.last ?? 0;
  }

  /** Whether commands of the room may be sent now: not before the join is answered. */
  ready(room: string): boolean {
    const phase = this.rooms.get(room)?.phase;
    return this.connection.online && phase !== 'waiting' && phase !== 'joining';
  }

  join(name: string, place: Place | undefined): Promise<Result<RoomJoined>> {
    const room = this.rooms.get(name) ?? this.addRoom(name);
    room.place = place ?? room.place;
    return new Promise((resolve) => {
      room.waiters.push(resolve);
      if (this.connection.online && (room.phase === 'waiting' || room.phase === 'ready')) {
        void this.enterRoom(room);
      }
    });
  }

  async leave(name: string): Promise<Result<void>> {
    this.drop(name, nameless);
    const answer = await this.connection.request('room.leave', [name], isEmptyReply);
    // Without a connection there is nothing to leave.
    return answer.ok || answer.error.code === 'unavailable' ? succeed(undefined) : answer;
  }

  /** A rejoin sends the place that the person is at then. */
  setPlace(name: string, place: Place): void {
    const room = this.rooms.get(name);
    if (room !== undefined) {
      room.place = place;
    }
  }

  /** A seq that this client caused and that the server does not send back. */
  note(name: string, seq: number): void {
    const room = this.rooms.get(name);
    if (room?.last !== undefined && seq > room.last) {
      room.held.set(seq, null);
      this.release(room);
    }
  }

  private addRoom(name: string): JoinedRoom {
    const room: JoinedRoom = {
      name,
      place: undefined,
      phase: 'waiting',
      last: undefined,
      held: new Map(),
      waiters: [],
      epoch: 0,
    };
    this.rooms.set(name, room);
    return room;
  }

  private suspend(): void {
    for (const room of this.rooms.values()) {
      room.phase = 'waiting';
      room.epoch += 1;
    }
  }

  private drop(name: string, error: AtelierError): void {
    const room = this.rooms.get(name);
    if (room === undefined) {
      return;
    }
    this.rooms.delete(name);
    room.epoch += 1;
    this.answer(room, fail(error));
    this.emit('left', { room: name });
  }

  private answer(room: JoinedRoom, result: Result<RoomJoined>): void {
    const waiters = room.waiters;
    room.waiters = [];
    for (const waiter of waiters) {
      waiter(result);
    }
  }

  private async enterRoom(room: JoinedRoom): Promise<void> {
    const backoff = this.createBackoff();
    room.phase = 'joining';
    const epoch = (room.epoch += 1);
    for (;;) {
      const args = room.place === undefined ? [room.name] : [room.name, { place: room.place }];
      const result = await this.connection.request('room.join', args, isRoomJoined);
      if (room.epoch !== epoch) {
        return;
      }
      if (result.ok) {
        await this.entered(room, epoch, result.value);
        return;
      }
      if (!isTransient(result.error)) {
        this.refusedJoin(room, result.error);
        return;
      }
      await this.pause(Math.max(result.error.retryAfterMs ?? 0, backoff.nextMs()));
      if (room.epoch !== epoch) {
        return;
      }
    }
  }

  private refusedJoin(room: JoinedRoom, error: AtelierError): void {
    const wasJoined = room.last !== undefined;
    this.drop(room.name, error);
    if (wasJoined) {
      this.emit('lost', { room: room.name, error });
    }
  }

  private async entered(room: JoinedRoom, epoch: number, info: RoomJoined): Promise<void> {
    this.emit('snapshot', { room: room.name, info });
    const rejoined = room.last !== undefined;
    if (room.last === undefined) {
      room.last = info.seq;
    } else if (info.seq < room.last) {
      // The server was restored to an earlier time.
      this.reset(room, info.seq, 'not_kept');
    } else if (info.seq > room.last) {
      await this.fill(room, epoch, info.seq);
      if (room.epoch !== epoch) {
        return;
      }
    }
    room.phase = 'ready';
    this.emit('joined', { room: room.name, rejoined, info });
    this.answer(room, succeed(info));
    this.release(room);
  }

  private heard({ name, args }: WireEvent): void {
    const room = typeof args[0] === 'string' ? this.rooms.get(args[0]) : undefined;
    if (room === undefined) {
      return;
    }
    if (name === 'room.removed') {
      const reason = isRoomRemoved(args[1]) ? args[1].reason : 'removed';
      this.drop(room.name, makeError('forbidden', 'You were removed from the room.'));
      this.emit('removed', { room: room.name, reason });
      return;
    }
    // Only as it happens: among missed events it is of a room that has come back since.
    if (name === 'room.deleted') {
      this.drop(room.name, makeError('not_found', 'The room is in the trash.'));
      this.emit('removed', { room: room.name, reason: 'deleted' });
      return;
    }
    const seq = seqOf(args);
    if (seq === undefined || (room.last !== undefined && seq <= room.last)) {
      return;
    }
    if (room.held.size >= heldEventsMax) {
      this.overflow(room, seq);
      return;
    }
    room.held.set(seq, { room: room.name, seq, name, args: args.slice(1) });
    this.release(room);
  }

  /** More events wait than may: give up the gap and let the app read the room anew. */
  private overflow(room: JoinedRoom, seq: number): void {
    this.reset(room, seq, 'too_many');
    if (room.phase === 'filling') {
      room.epoch += 1;
      room.phase = 'ready';
      this.joinAgainIfAsked(room);
    }
  }

  private joinAgainIfAsked(room: JoinedRoom): void {
    if (room.waiters.length > 0 && this.connection.online) {
      void this.enterRoom(room);
    }
  }

  /** Emits what follows without a gap, and reads the gap behind it. */
  private release(room: JoinedRoom): void {
    if (room.last === undefined || room.phase === 'filling') {
      return;
    }
    for (const seq of [...room.held.keys()]) {
      if (seq <= room.last) {
        room.held.delete(seq);
      }
    }
    this.emitThrough(room, undefined);
    if (room.phase !== 'ready' || room.held.size === 0) {
      return;
    }
    const target = Math.max(...room.held.keys());
    const epoch = room.epoch;
    void this.fill(room, epoch, target).then(() => {
      if (room.epoch === epoch) {
        room.phase = 'ready';
        this.release(room);
        this.joinAgainIfAsked(room);
      }
    });
  }

  /** Emits held events in order: up to the seq over gaps, or as far as there is no gap. */
  private emitThrough(room: JoinedRoom, seq: number | undefined): void {
    for (;;) {
      const last = room.last ?? 0;
      const next = room.held.has(last + 1) ? last + 1 : nearest(room.held, last, seq);
      if (next === undefined || (seq !== undefined && next > seq)) {
        break;
      }
      const event = room.held.get(next);
      room.held.delete(next);
      room.last = next;
      if (event) {
        this.emit('event', event);
      }
    }
    if (seq !== undefined && seq > (room.last ?? 0)) {
      room.last = seq;
    }
  }

  /** Reads the missed events up to the target, or resets the room to it. */
  private async fill(room: JoinedRoom, epoch: number, target: number): Promise<void> {
    room.phase = 'filling';
    const backoff = this.createBackoff();
    let after = room.last ?? 0;
    if (target - after > missedEventsMax) {
      this.reset(room, target, 'too_many');
      return;
    }
    while (after < target) {
      const page = await this.missedPage(room.name, after);
      if (room.epoch !== epoch) {
        return;
      }
      if (page.ok) {
        after = this.takePage(room, page.value, after, target);
      } else if (isTransient(page.error)) {
        await this.pause(Math.max(page.error.retryAfterMs ?? 0, backoff.nextMs()));
        if (room.epoch !== epoch) {
          return;
        }
      } else {
        this.reset(room, target, page.error.code === 'not_found' ? 'not_kept' : 'unreadable');
        return;
      }
    }
  }

  private missedPage(room: string, after: number): Promise<Result<EventsPage>> {
    const query = { after, limit: missedEventsPage };
    return this.connection.request('room.events', [room, query], isEventsPage);
  }

  private takePage(room: JoinedRoom, page: EventsPage, after: number, target: number): number {
    let highest = after;
    for (const logged of page.events) {
      highest = Math.max(highest, logged.seq);
      if (logged.seq > (room.last ?? 0) && room.held.get(logged.seq) === undefined) {
        room.held.set(logged.seq, durable(room.name, logged));
      }
    }
    // A page that promises more but brings nothing would be asked for again forever.
    const complete = !page.has_more || highest === after;
    const through = complete ? Math.max(highest, target) : highest;
    this.emitThrough(room, through);
    return through;
  }

  private reset(room: JoinedRoom, seq: number, reason: ResetReason): void {
    for (const held of [...room.held.keys()]) {
      if (held <= seq) {
        room.held.delete(held);
      }
    }
    room.last = seq;
    this.emit('reset', { room: room.name, seq, reason });
  }

  private pause(waitMs: number): Promise<void> {
    return new Promise((resolve) => {
      this.clock.after(waitMs, resolve);
    });
  }
}

function isTransient(error: AtelierError): boolean {
  return error.code === 'unavailable' || error.code === 'rate_limited';
}

/** The seq of a live event: of its last object, which is the payload or what describes it. */
function seqOf(args: readonly unknown[]): number | undefined {
  for (const arg of args.slice(1).reverse()) {
    if (isRecord(arg)) {
      return isSeq(arg['seq']) ? arg['seq'] : undefined;
    }
  }
  return undefined;
}

function durable(room: string, { seq, name, args }: LoggedEvent): DurableEvent {
  return { room, seq, name, args: args[0] === room ? args.slice(1) : args };
}

/** The lowest held seq behind `last` that is not behind the bound. */
function nearest(
  held: ReadonlyMap<number, unknown>,
  last: number,
  bound: number | undefined,
): number | undefined {
  if (bound === undefined) {
    return undefined;
  }
  let lowest: number | undefined;
  for (const seq of held.keys()) {
    if (seq > last && seq <= bound && (lowest === undefined || seq < lowest)) {
      lowest = seq;
    }
  }
  return lowest;
}
