// Who is in a room and how: the merged member map, and my own activity towards the server. The
// app judges activity (input, visibility); this file only coalesces and sends it.

import type { CancelTimer } from '../core/clock';
import type { EventSource } from '../core/emitter';
import { Emitter } from '../core/emitter';
import { present } from '../core/fields';
import { succeed } from '../core/result';
import type { Result } from '../protocol/errors';
import type { ChosenStatus, Member, Place } from '../protocol/events';
import { presenceSendEveryMs, watchedPrincipalsMax } from '../protocol/limits';
import { isEmptyReply, isMemberChange, isPresenceDiff } from '../protocol/validate';
import type { FeatureContext } from './context';

export interface PresenceEvents {
  /** The map of the room was read anew (join, rejoin). */
  readonly reset: {
    readonly room: string;
    readonly members: ReadonlyMap<string, Member>;
    readonly count: number;
  };
  readonly changed: {
    readonly room: string;
    readonly changed: readonly Member[];
    readonly gone: readonly string[];
    readonly count: number;
  };
}

export interface Presence extends EventSource<PresenceEvents> {
  /** Members known now, by principal id; empty before the join. A new map for every change. */
  members(room: string): ReadonlyMap<string, Member>;
  /** People present now, also those not in the map; right after a join those of its answer. */
  count(room: string): number;
  /** Of this device, in every joined room: `false` after 5 min without input or 60 s hidden. */
  setActive(active: boolean): void;
  /** Chosen by the person, in every joined room, until the time (ms since the epoch) if given. */
  setStatus(status: ChosenStatus, until?: number): void;
  /** Where in the room I am; undefined leaves the place as it is on the server. */
  setPlace(room: string, place: Place): void;
  /** Above 1,000 members the server reports only whom the client watches (<= 200). */
  watch(room: string, principals: readonly string[]): Promise<Result<void>>;
}

interface RoomPresence {
  readonly members: ReadonlyMap<string, Member>;
  readonly count: number;
  /** Changes of members up to here are in the map. */
  readonly seq: number;
}

const nobody: RoomPresence = { members: new Map(), count: 0, seq: 0 };

export function createPresence(context: FeatureContext): Presence {
  const { connection, feed } = context;
  const events = new Emitter<PresenceEvents>();
  const rooms = new Map<string, RoomPresence>();
  const own = new OwnPresence(context);
  const watched = new Map<string, readonly string[]>();
  follow(context, events, rooms);
  const sendWatch = async (room: string): Promise<Result<void>> => {
    const principals = watched.get(room) ?? [];
    const answer = await connection.request('presence.watch', [room, { principals }], isEmptyReply);
    return answer.ok ? succeed(undefined) : answer;
  };
  feed.on('snapshot', ({ room }) => {
    own.resend(room);
    if (watched.has(room)) {
      void sendWatch(room);
    }
  });
  feed.on('left', ({ room }) => {
    watched.delete(room);
  });
  return {
    on: events.on.bind(events),
    members: (room) => (rooms.get(room) ?? nobody).members,
    count: (room) => (rooms.get(room) ?? nobody).count,
    setActive: (active) => {
      own.setActive(active);
    },
    setStatus: (status, until) => {
      own.setStatus(status, until);
    },
    setPlace: (room, place) => {
      own.setPlace(room, place);
    },
    watch: (room, principals) => {
      watched.set(room, principals.slice(0, watchedPrincipalsMax));
      return sendWatch(room);
    },
  };
}

/** Keeps the member maps up to date and says what changed. */
function follow(
  { connection, feed }: FeatureContext,
  events: Emitter<PresenceEvents>,
  rooms: Map<string, RoomPresence>,
): void {
  const merge = (
    room: string,
    changes: Pick<PresenceEvents['changed'], 'changed' | 'gone'> & { readonly count?: number },
    seq?: number,
  ): void => {
    const known = rooms.get(room);
    if (known === undefined) {
      return;
    }
    const { changed, gone } = changes;
    const members = new Map(known.members);
    changed.forEach((member) => members.set(member.id, member));
    gone.forEach((id) => members.delete(id));
    const count = changes.count ?? known.count;
    rooms.set(room, { members, count, seq: seq ?? known.seq });
    events.emit('changed', { room, changed, gone, count });
  };
  feed.on('snapshot', ({ room, info }) => {
    const members = new Map(info.members.map((member) => [member.id, member]));
    const count = info.members.filter(({ status }) => status !== 'offline').length;
    rooms.set(room, { members, count, seq: info.seq });
    events.emit('reset', { room, members, count });
  });
  feed.on('left', ({ room }) => {
    rooms.delete(room);
  });
  feed.on('event', ({ room, name, seq, args: [payload] }) => {
    const known = rooms.get(room);
    // A replayed change may be older than the map.
    if (name !== 'room.member' || !isMemberChange(payload) || !known || seq <= known.seq) {
      return;
    }
    // The server tells the count with the next diff.
    const isRole = payload.change === 'role';
    const change = isRole
      ? { changed: [payload.member], gone: [] }
      : { changed: [], gone: [payload.member.id] };
    merge(room, change, seq);
  });
  connection.wire.on('event', ({ name, args: [room, payload] }) => {
    if (name === 'presence.diff' && typeof room === 'string' && isPresenceDiff(payload)) {
      merge(room, payload);
    }
  });
}

/** My own state, sent to every joined room, at most every 250 ms. */
class OwnPresence {
  private active: boolean | undefined;
  private status: { readonly status: ChosenStatus; readonly until: number | undefined } | undefined;
  private readonly places = new Map<string, Place>();
  private readonly pending = new Map<string, Record<string, unknown>>();
  private cancelFlush: CancelTimer | undefined;

  constructor(private readonly context: FeatureContext) {
    context.feed.on('left', ({ room }) => {
      this.pending.delete(room);
      this.places.delete(room);
    });
  }

  setActive(active: boolean): void {
    if (this.active !== active) {
      this.active = active;
      this.queueEverywhere({ active });
    }
  }

  setStatus(status: ChosenStatus, until: number | undefined): void {
    this.status = { status, until };
    // An absent end replaces an earlier one that still waits to be sent.
    this.queueEverywhere({ status, until });
  }

  setPlace(room: string, place: Place): void {
    this.places.set(room, place);
    this.context.feed.setPlace(room, place);
    this.queue(room, { place });
  }

  /** After a join the server knows only what the join said. */
  resend(room: string): void {
    const { until, status } = this.status ?? {};
    const stillChosen = until === undefined || until > this.context.connection.serverNow();
    const place = this.places.get(room);
    const fields = present({
      active: this.active === false ? false : undefined,
      ...(stillChosen ? { status, until } : {}),
      place,
    });
    if (Object.keys(fields).length > 0) {
      this.queue(room, fields);
    }
  }

  private queueEverywhere(fields: Readonly<Record<string, unknown>>): void {
    for (const room of this.context.feed.joined()) {
      this.queue(room, fields);
    }
  }

  private queue(room: string, fields: Readonly<Record<string, unknown>>): void {
    this.pending.set(room, { ...this.pending.get(room), ...fields });
    this.cancelFlush ??= this.context.clock.after(presenceSendEveryMs, () => {
      this.cancelFlush = undefined;
      this.flush();
    });
  }

  private flush(): void {
    const { connection } = this.context;
    for (const [room, fields] of this.pending) {
      // Without a connection it is sent after the next join.
      connection.emitWire('presence.update', [room, fields]);
    }
    this.pending.clear();
  }
}
