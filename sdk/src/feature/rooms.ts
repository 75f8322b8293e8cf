// Rooms: joining and staying joined, their settings, members and broadcasts, and the list of
// rooms. It keeps which rooms the app wants, and no view of them.

import type { EventSource } from '../core/emitter';
import type { AtelierError, Result } from '../protocol/errors';
import type {
  BroadcastMeta,
  JsonValue,
  MemberChange,
  MembersPage,
  Place,
  RemovedReason,
  Role,
  RoomJoined,
  RoomRenamed,
  Stored,
} from '../protocol/events';
import type { ActivityPage, RoomDetail, RoomSummary } from '../protocol/rest';

/** Why the app has to read a room anew: events in between are not kept any more. */
export type ResetReason = 'not_kept' | 'too_many' | 'unreadable';

export interface RoomsEvents {
  /** Every answer to a join; `rejoined` after a lost connection. */
  readonly joined: { readonly room: string; readonly rejoined: boolean; readonly info: RoomJoined };
  readonly renamed: { readonly room: string } & RoomRenamed;
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
  /** A rejoin was refused (gone, or no access any more); the client has left the room. */
  readonly lost: { readonly room: string; readonly error: AtelierError };
}

export interface ActivityQuery {
  readonly before?: number;
  readonly limit?: number;
  readonly kind?: string;
  readonly person?: string;
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
}
