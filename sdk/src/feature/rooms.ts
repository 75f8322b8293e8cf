// Rooms: joining and staying joined, their settings, members and broadcasts, and the list of
// rooms. It keeps which rooms the app wants, and no view of them.

import type { EventSource } from '../core/emitter';
import { Emitter } from '../core/emitter';
import { present } from '../core/fields';
import { succeed } from '../core/result';
import type { AtelierError, Result } from '../protocol/errors';
import type {
  BroadcastMeta,
  JsonValue,
  MemberChange,
  MembersPage,
  Place,
  RemovedReason,
  Role,
  RoomArchived,
  RoomConfigured,
  RoomJoined,
  RoomRenamed,
  RoomSettings,
  Stored,
} from '../protocol/events';
import { isRecord } from '../protocol/parse';
import type { ActivityPage, RoomDetail, RoomSummary } from '../protocol/rest';
import {
  isBroadcastMeta,
  isMemberChange,
  isMembersPage,
  isRoomArchived,
  isRoomConfigured,
  isRoomRenamed,
  isStored,
} from '../protocol/validate';
import { isActivityPage, isRoomDetail, isRooms, isRoomSummary } from '../protocol/validateRest';
import type { ResetReason } from '../transport/roomFeed';
import type { FeatureContext } from './context';

export interface RoomsEvents {
  /** Every answer to a join; `rejoined` after a lost connection. */
  readonly joined: { readonly room: string; readonly rejoined: boolean; readonly info: RoomJoined };
  readonly renamed: { readonly room: string } & RoomRenamed;
  readonly archived: { readonly room: string } & RoomArchived;
  readonly configured: { readonly room: string } & RoomConfigured;
  readonly member: { readonly room: string } & MemberChange;
  readonly broadcast: {
    readonly room: string;
    readonly payload: unknown;
    readonly meta: BroadcastMeta;
  };
  /** Read history, members and surfaces again; live events go on behind `seq`. */
  readonly reset: { readonly room: string; readonly seq: number; readonly reason: ResetReason };
  /** I was removed or banned; the client has left the room. */
  readonly removed: { readonly room: string; readonly reason: RemovedReason };
  /** A room that I am not looking at was deleted, or came back: the list is another. */
  readonly listChanged: { readonly room: string };
  /** A rejoin was refused (gone, or no access any more); the client has left the room. */
  readonly lost: { readonly room: string; readonly error: AtelierError };
}

export interface ActivityQuery {
  readonly before?: number;
  readonly limit?: number;
  readonly kind?: string;
  readonly person?: string;
  /** Of rooms only. */
  readonly surface?: string;
}

export interface Rooms extends EventSource<RoomsEvents> {
  /** Joins and stays joined over reconnects. Waits for the connection; fails if refused. */
  join(room: string, place?: Place): Promise<Result<RoomJoined>>;
  leave(room: string): Promise<Result<void>>;
  joined(): readonly string[];
  /** The seq up to which every durable event of the room was emitted; 0 before the join. */
  seq(room: string): number;
  members(
    room: string,
    page?: { readonly cursor?: string; readonly limit?: number },
  ): Promise<Result<MembersPage>>;
  rename(room: string, name: string): Promise<Result<Stored>>;
  /** Read-only for everybody; with false it is brought back. */
  archive(room: string, on?: boolean): Promise<Result<Stored>>;
  /** What is not named stays as it is. */
  configure(room: string, settings: RoomSettings): Promise<Result<Stored>>;
  setRole(room: string, principal: string, role: Role): Promise<Result<Stored>>;
  removeMember(room: string, principal: string, ban?: boolean): Promise<Result<Stored>>;
  unban(room: string, principal: string): Promise<Result<Stored>>;
  /** Ephemeral: to those who are connected now. */
  broadcast(room: string, payload: JsonValue): void;
  /** Durable: stored before the answer, replayed for 10 minutes. */
  broadcastStored(room: string, payload: JsonValue): Promise<Result<Stored>>;
  list(): Promise<Result<readonly RoomSummary[]>>;
  create(room: { readonly name: string; readonly id?: string }): Promise<Result<RoomSummary>>;
  get(room: string): Promise<Result<RoomDetail>>;
  activity(room: string, query?: ActivityQuery): Promise<Result<ActivityPage>>;
  /** Address of the same as a table, whole; it needs the login cookie. */
  activityUrl(room: string, query?: ActivityQuery): string;
  /** Address of everything in the room as one archive, for owners; it needs the login cookie. */
  exportUrl(room: string): string;
}

export function createRooms(context: FeatureContext): Rooms {
  const { feed, connection } = context;
  const events = new Emitter<RoomsEvents>();
  forward(context, events);
  return {
    on: events.on.bind(events),
    join: (room, place) => feed.join(room, place),
    leave: (room) => feed.leave(room),
    joined: () => feed.joined(),
    seq: (room) => feed.seq(room),
    members: (room, page = {}) =>
      connection.request('room.members', [room, present({ ...page })], isMembersPage),
    broadcast: (room, payload) => {
      connection.emitWire('room.broadcast', [room, payload]);
    },
    broadcastStored: async (room, payload) => {
      const answer = await connection.request('room.broadcast', [room, payload], isStored);
      if (answer.ok) {
        // Others receive the event; to this client its seq is only a number to pass over.
        feed.note(room, answer.value.seq);
      }
      return answer;
    },
    ...settings(context),
    ...listing(context),
  };
}

function settings({
  connection,
  nextId,
}: FeatureContext): Pick<
  Rooms,
  'rename' | 'archive' | 'configure' | 'setRole' | 'removeMember' | 'unban'
> {
  const command = (name: string, room: string, body: object): Promise<Result<Stored>> =>
    connection.request(name, [room, { id: nextId(), ...body }], isStored);
  return {
    rename: (room, name) => command('room.rename', room, { name }),
    archive: (room, on = true) => command('room.archive', room, { on }),
    configure: (room, changes) => command('room.configure', room, { ...changes }),
    setRole: (room, principal, role) => command('member.set_role', room, { principal, role }),
    removeMember: (room, principal, ban = false) =>
      command('member.remove', room, { principal, ban }),
    unban: (room, principal) => command('member.unban', room, { principal }),
  };
}

function listing({
  rest,
}: FeatureContext): Pick<
  Rooms,
  'list' | 'create' | 'get' | 'activity' | 'activityUrl' | 'exportUrl'
> {
  const path = (room: string): string => `/rooms/${encodeURIComponent(room)}`;
  return {
    list: async () => {
      const answer = await rest.get('/rooms', isRooms);
      return answer.ok ? succeed(answer.value.rooms) : answer;
    },
    create: (room) => rest.json('POST', '/rooms', isRoomSummary, { json: room }),
    get: (room) => rest.get(path(room), isRoomDetail),
    activity: (room, query = {}) =>
      rest.get(`${path(room)}/activity`, isActivityPage, { ...query }),
    activityUrl: (room, query = {}) => rest.url(`${path(room)}/activity.csv`, { ...query }),
    exportUrl: (room) => rest.url(`${path(room)}/export`),
  };
}

function forward({ feed, connection }: FeatureContext, events: Emitter<RoomsEvents>): void {
  const broadcast = (room: string, payload: unknown, meta: unknown): void => {
    if (isBroadcastMeta(meta)) {
      events.emit('broadcast', { room, payload, meta });
    }
  };
  feed.on('joined', (joined) => {
    events.emit('joined', joined);
  });
  feed.on('reset', (reset) => {
    events.emit('reset', reset);
  });
  feed.on('removed', (removed) => {
    events.emit('removed', removed);
  });
  feed.on('lost', (lost) => {
    events.emit('lost', lost);
  });
  feed.on('event', ({ room, name, args: [payload, meta] }) => {
    if (name === 'room.renamed' && isRoomRenamed(payload)) {
      events.emit('renamed', { room, ...payload });
    } else if (name === 'room.archived' && isRoomArchived(payload)) {
      events.emit('archived', { room, ...payload });
    } else if (name === 'room.configured' && isRoomConfigured(payload)) {
      events.emit('configured', { room, ...payload });
    } else if (name === 'room.member' && isMemberChange(payload)) {
      events.emit('member', { room, ...payload });
    } else if (name === 'room.broadcast') {
      broadcast(room, payload, meta);
    }
  });
  connection.wire.on('event', ({ name, args: [room, payload, meta] }) => {
    if (name === 'rooms.changed' && isRecord(room) && typeof room['room'] === 'string') {
      events.emit('listChanged', { room: room['room'] });
    }
    // With a seq it is durable and comes through the feed.
    if (name === 'room.broadcast' && typeof room === 'string' && isBroadcastMeta(meta)) {
      if (meta.seq === undefined) {
        broadcast(room, payload, meta);
      }
    }
  });
}
