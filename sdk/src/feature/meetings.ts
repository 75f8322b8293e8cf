// Meetings of a room: starting and ending them, what was, and what came of it. Whether one is live
// comes with the join.

import type { EventSource } from '../core/emitter';
import { Emitter } from '../core/emitter';
import { present } from '../core/fields';
import { succeed } from '../core/result';
import type { Result } from '../protocol/errors';
import type { Meeting, MeetingEnded, MeetingStarted, Stored } from '../protocol/events';
import type { MeetingsPage, MeetingSummary } from '../protocol/meetings';
import { isMeetingEnded, isMeetingStarted, isStored } from '../protocol/validate';
import type { FeatureContext } from './context';

/** Loaded with the first page that shows one: rooms open without them. */
const checks = () => import('../protocol/meetings');

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
}

export function createMeetings({ connection, feed, nextId }: FeatureContext): Meetings {
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
    start: async (room, title) => {
      const { isMeetingAnswer } = await checks();
      const body = present({ id: nextId(), title });
      const answer = await connection.request('meeting.start', [room, body], isMeetingAnswer);
      return answer.ok ? succeed(answer.value.meeting) : answer;
    },
    end: (room, meeting) =>
      connection.request('meeting.end', [room, { id: nextId(), meeting }], isStored),
    list: async (room, page = {}) => {
      const { isMeetingsPage } = await checks();
      return connection.request('meeting.list', [room, present({ ...page })], isMeetingsPage);
    },
    summary: async (room, meeting) => {
      const { isMeetingSummary } = await checks();
      return connection.request('meeting.summary', [room, { meeting }], isMeetingSummary);
    },
  };
}
