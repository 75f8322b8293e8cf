// What a room tells of following and presenting before that feature is loaded: the newest of each,
// unread.

import type { RoomJoined } from '../protocol/events';
import type { DurableEvent } from '../transport/roomFeed';
import type { FeatureContext } from './context';

export interface FollowNote {
  readonly info: RoomJoined;
  /** The last change of who presents since then. */
  change?: DurableEvent;
  /** The last list of who follows me. */
  followers?: unknown;
}

export type FollowNotes = ReadonlyMap<string, FollowNote>;

export function noteFollowing({ connection, feed }: FeatureContext): FollowNotes {
  const notes = new Map<string, FollowNote>();
  feed.on('snapshot', ({ room, info }) => {
    notes.set(room, { info });
  });
  feed.on('left', ({ room }) => {
    notes.delete(room);
  });
  feed.on('event', (event) => {
    const note = notes.get(event.room);
    if (note && event.name.startsWith('present.')) {
      note.change = event;
    }
  });
  connection.wire.on('event', ({ name, args: [room, payload] }) => {
    const note = notes.get(room as string);
    if (note && name === 'follow.followers') {
      note.followers = payload;
    }
  });
  return notes;
}
