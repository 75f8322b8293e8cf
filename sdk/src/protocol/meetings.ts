// The payloads of spec/meetings.md, named as on the wire, and the checks of those that are read on
// demand; what comes live is checked in validate.ts.

import type { Meeting, PrincipalKind } from './events';
import { isBoolean, isNumber, isString, listOf, oneOf, shape } from './parse';
import { isActor, isMeeting } from './validate';

/** As lists show it: numbers in the place of lists. */
export interface MeetingEntry extends Meeting {
  readonly people: number;
  readonly decisions: number;
  readonly threads: number;
}

export interface MeetingsPage {
  readonly meetings: readonly MeetingEntry[];
  readonly live?: Meeting;
  readonly has_more: boolean;
}

export interface MeetingPerson {
  readonly id: string;
  readonly name: string;
  readonly kind: PrincipalKind;
  /** How long they were there, in all. */
  readonly ms: number;
  readonly first_at: number;
  readonly last_at: number;
}

export interface MeetingSummary {
  readonly meeting: Meeting;
  readonly people: readonly MeetingPerson[];
  /** Messages that were pinned during the meeting, and are now, by their seqs. */
  readonly decisions: readonly number[];
  readonly threads: readonly { readonly id: string; readonly open: boolean }[];
  readonly surfaces: readonly string[];
  readonly files: readonly { readonly file: string; readonly name: string }[];
  readonly sent?: Sent;
}

/** Somebody of the room who can be written to; their address stays with the server. */
export interface SummaryRecipient {
  readonly id: string;
  readonly name: string;
  readonly kind: PrincipalKind;
  readonly attended: boolean;
}

export interface SummaryRecipients {
  readonly people: readonly SummaryRecipient[];
  /** Whether there is a mail server. */
  readonly mail: boolean;
}

export interface SummaryWish {
  /** Ids of recipients. */
  readonly people?: readonly string[];
  /** More addresses. */
  readonly emails?: readonly string[];
  readonly note?: string;
  /** Of mails to who has no account. */
  readonly language?: string;
}

export interface Sent {
  readonly at: number;
  readonly count: number;
  readonly by: string;
}

export interface SummarySent {
  readonly mailed: boolean;
  readonly sent?: Sent;
  /** Without a mail server: the address to pass on. */
  readonly link?: string;
}

const meeting = {
  id: isString,
  seq: isNumber,
  title: isString,
  started_at: isNumber,
  started_by: isActor,
};

const isMeetingEntry = shape<MeetingEntry>(
  { ...meeting, people: isNumber, decisions: isNumber, threads: isNumber },
  { ended_at: isNumber, ended_by: isActor },
);
export const isMeetingsPage = shape<MeetingsPage>(
  { meetings: listOf(isMeetingEntry), has_more: isBoolean },
  { live: isMeeting },
);
const isSent = shape<Sent>({ at: isNumber, count: isNumber, by: isString }, {});
const isMeetingPerson = shape<MeetingPerson>(
  {
    id: isString,
    name: isString,
    kind: oneOf('user', 'guest', 'bot'),
    ms: isNumber,
    first_at: isNumber,
    last_at: isNumber,
  },
  {},
);
export const isMeetingSummary = shape<MeetingSummary>(
  {
    meeting: isMeeting,
    people: listOf(isMeetingPerson),
    decisions: listOf(isNumber),
    threads: listOf(
      shape<{ readonly id: string; readonly open: boolean }>({ id: isString, open: isBoolean }, {}),
    ),
    surfaces: listOf(isString),
    files: listOf(
      shape<{ readonly file: string; readonly name: string }>(
        { file: isString, name: isString },
        {},
      ),
    ),
  },
  {
    sent: isSent,
  },
);
const isRecipient = shape<SummaryRecipient>(
  { id: isString, name: isString, kind: oneOf('user', 'guest', 'bot'), attended: isBoolean },
  {},
);
export const isSummaryRecipients = shape<SummaryRecipients>(
  { people: listOf(isRecipient), mail: isBoolean },
  {},
);
export const isSummarySent = shape<SummarySent>(
  { mailed: isBoolean },
  { sent: isSent, link: isString },
);
export const isMeetingAnswer = shape<{ readonly meeting: Meeting }>({ meeting: isMeeting }, {});
