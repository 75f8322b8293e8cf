// The outbox of mails over REST, for owners of the workspace (spec/mail.md MAIL40..).

import { present } from '../core/fields';
import { succeed } from '../core/result';
import type { Result } from '../protocol/errors';
import type { MailBox } from '../protocol/mail';
import { isMailBox, isMailPut } from '../protocol/mail';
import { isEmptyAnswer } from '../protocol/validateRest';
import type { Rest } from '../transport/rest';

export interface Mail {
  outbox(limit?: number): Promise<Result<MailBox>>;
  /** A test mail to this address, else to the own one; what became of it is in the outbox. */
  test(to?: string): Promise<Result<void>>;
  /** What failed is tried again now. */
  retry(): Promise<Result<void>>;
}

export function createMail(rest: Rest): Mail {
  const done = (answer: Result<unknown>): Result<void> => (answer.ok ? succeed(undefined) : answer);
  return {
    outbox: (limit) => rest.get('/mail/outbox', isMailBox, { limit }),
    test: async (to) =>
      done(await rest.json('POST', '/mail/test', isMailPut, { json: present({ to }) })),
    retry: async () => done(await rest.json('POST', '/mail/retry', isEmptyAnswer, { json: {} })),
  };
}
