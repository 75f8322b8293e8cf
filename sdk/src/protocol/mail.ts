// The outbox of mails as REST tells it (spec/rest.md RST22), and the check of that answer.

import { isBoolean, isNumber, isString, listOf, oneOf, shape } from './parse';
import type { Guard } from './parse';

export type MailStateName = 'waiting' | 'unsent' | 'sent' | 'refused' | 'given_up';

export interface MailItem {
  readonly id: string;
  readonly to: string;
  readonly template: string;
  readonly state: MailStateName;
  readonly attempts: number;
  /** When it was wished for, ms. */
  readonly at: number;
  /** What the mail server said, of what is not sent. */
  readonly error?: string;
  /** To pass on by hand: of what is not sent and is not going to be. */
  readonly link?: string;
  readonly next_at?: number;
  readonly sent_at?: number;
}

export interface MailBox {
  readonly mail_server: boolean;
  readonly from: string;
  /** Newest first. */
  readonly mails: readonly MailItem[];
}

const isMailItem: Guard<MailItem> = shape<MailItem>(
  {
    id: isString,
    to: isString,
    template: isString,
    state: oneOf('waiting', 'unsent', 'sent', 'refused', 'given_up'),
    attempts: isNumber,
    at: isNumber,
  },
  { error: isString, link: isString, next_at: isNumber, sent_at: isNumber },
);
export const isMailBox = shape<MailBox>(
  { mail_server: isBoolean, from: isString, mails: listOf(isMailItem) },
  {},
);
export const isMailPut = shape<{ readonly id: string }>({ id: isString }, {});
