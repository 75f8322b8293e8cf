// Who is in a room and how: the merged member map, and my own activity towards the server. The
// app judges activity (input, visibility); this file only coalesces and sends it.

import type { EventSource } from '../core/emitter';
import type { Result } from '../protocol/errors';
import type { ChosenStatus, Member, Place } from '../protocol/events';

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
  /** Members of the room in all, also those not in the map; 0 before the join. */
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
