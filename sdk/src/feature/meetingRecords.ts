// What is asked of meetings on demand: lists, summaries, and sending one. Loaded with the first of them.

import { present } from '../core/fields';
import { succeed } from '../core/result';
import type { Result } from '../protocol/errors';
import type { Meeting } from '../protocol/events';
import type {
  MeetingsPage,
  MeetingSummary,
  SummaryRecipients,
  SummarySent,
  SummaryWish,
} from '../protocol/meetings';
import {
  isMeetingAnswer,
  isMeetingsPage,
  isMeetingSummary,
  isSummaryRecipients,
  isSummarySent,
} from '../protocol/meetings';
import type { FeatureContext } from './context';

export async function start(
  { connection, nextId }: FeatureContext,
  room: string,
  title?: string,
): Promise<Result<Meeting>> {
  const body = present({ id: nextId(), title });
  const answer = await connection.request('meeting.start', [room, body], isMeetingAnswer);
  return answer.ok ? succeed(answer.value.meeting) : answer;
}

export function list(
  { connection }: FeatureContext,
  room: string,
  page: { readonly before?: number; readonly limit?: number },
): Promise<Result<MeetingsPage>> {
  return connection.request('meeting.list', [room, present({ ...page })], isMeetingsPage);
}

export function summary(
  { connection }: FeatureContext,
  room: string,
  meeting: string,
): Promise<Result<MeetingSummary>> {
  return connection.request('meeting.summary', [room, { meeting }], isMeetingSummary);
}

const pathOf = (room: string, meeting: string, verb: string): string =>
  `/rooms/${encodeURIComponent(room)}/meetings/${encodeURIComponent(meeting)}/${verb}`;

export function recipients(
  { rest }: FeatureContext,
  room: string,
  meeting: string,
): Promise<Result<SummaryRecipients>> {
  return rest.get(pathOf(room, meeting, 'recipients'), isSummaryRecipients, {});
}

export function send(
  { rest, nextId }: FeatureContext,
  room: string,
  meeting: string,
  wish: SummaryWish,
): Promise<Result<SummarySent>> {
  return rest.json('POST', pathOf(room, meeting, 'send'), isSummarySent, {
    json: present({ id: nextId(), ...wish }),
  });
}
