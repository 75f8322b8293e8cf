// Reads an ack: `{ok: true, ...}` or `{ok: false, error}`.

import { fail, succeed } from '../core/result';
import type { Result } from '../protocol/errors';
import { makeError, parseError } from '../protocol/errors';
import type { Guard } from '../protocol/parse';
import { isRecord } from '../protocol/parse';

export function readReply<T>(reply: unknown, guard: Guard<T>): Result<T> {
  if (!isRecord(reply) || typeof reply['ok'] !== 'boolean') {
    return fail(makeError('internal', 'The server answered in an unknown form.'));
  }
  if (!reply['ok']) {
    return fail(parseError(reply['error']));
  }
  const value: Record<string, unknown> = { ...reply };
  delete value['ok'];
  return guard(value)
    ? succeed(value)
    : fail(makeError('internal', 'The server answered in an unknown form.'));
}
