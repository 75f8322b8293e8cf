// Meetings of a room: starting and ending them, what was, and what came of it. Whether one is live
// comes with the join.

import type { EventSource } from '../core/emitter';
import { Emitter } from '../core/emitter';
import type { Result } from '../protocol/errors';
import type { Meeting, MeetingEnded, MeetingStarted, Stored } from '../protocol/events';
import type { MeetingsPage, MeetingSummary, SummaryRecipients } from '../protocol/meetings';
import type { SummarySent, SummaryWish } from '../protocol/meetings';
import { isMeetingEnded, isMeetingStarted, isStored } from '../protocol/validate';
import type { FeatureContext } from './context';

/** Loaded with the first page that shows one: rooms open without them. */
const records = () => import('./meetingRecords');

export interface MeetingsEvents {
  readonly started: { readonly room: string } & MeetingStarted;
  readonly ended: { readonly room: string } & MeetingEnded;
}

export interface Meetings extends EventSource<MeetingsEvents> {
  /** Editors. A room has one live meeting at most: `conflict`. */
  start(room: string, title?: string): Promise<Result<Meeting>>;
  end(room: string, meeting: string): Promise<Result<Stored>>;
  /** What is over, newest first; `before` is the `seq` of a meeting. */
  list(
    room: string,
    page?: { readonly before?: number; readonly limit?: number },
  ): Promise<Result<MeetingsPage>>;
  summary(room: string, meeting: string): Promise<Result<MeetingSummary>>;
  /** Owners: who of the room can be written to. */
  recipients(room: string, meeting: string): Promise<Result<SummaryRecipients>>;
  /** Owners, of a meeting that is over. Without a mail server there is a link to pass on. */
  send(room: string, meeting: string, wish: SummaryWish): Promise<Result<SummarySent>>;
}

export function createMeetings(context: FeatureContext): Meetings {
  const { connection, feed, nextId } = context;
  const events = new Emitter<MeetingsEvents>();
  feed.on('event', ({ room, name, args: [payload] }) => {
    if (name === 'meeting.started' && isMeetingStarted(payload)) {
      events.emit('started', { room, ...payload });
    } else if (name === 'meeting.ended' && isMeetingEnded(payload)) {
      events.emit('ended', { room, ...payload });
    }
  });
  return {
    on: events.on.bind(events),
    start: async (room, title) => (await records()).start(context, room, title),
    end: (room, meeting) =>
      connection.request('meeting.end', [room, { id: nextId(), meeting }], isStored),
    list: async (room, page = {}) => (await records()).list(context, room, page),
    summary: async (room, meeting) => (await records()).summary(context, room, meeting),
    recipients: async (room, meeting) => (await records()).recipients(context, room, meeting),
    send: async (room, meeting, wish) => (await records()).send(context, room, meeting, wish),
  };
}
