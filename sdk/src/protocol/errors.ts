// The neutral error of acks, REST answers and the client itself: a plain value that can be kept
// in a store. Nothing here knows where it came from.

import type { Outcome } from '../core/result';

export const errorCodes = [
  'invalid',
  'unauthenticated',
  'forbidden',
  'not_found',
  'conflict',
  'too_large',
  'rate_limited',
  'unavailable',
  'unsupported',
  'internal',
] as const;

export type ErrorCode = (typeof errorCodes)[number];

export interface AtelierError {
  readonly code: ErrorCode;
  /** Says what to do next, in English; an app shows its own words by `code`. */
  readonly message: string;
  readonly retryAfterMs?: number;
  readonly requestId?: string;
}

export type Result<T> = Outcome<T, AtelierError>;

/** What `unwrap` throws, for callers that prefer exceptions. */
export class AtelierException extends Error {
  constructor(readonly error: AtelierError) {
    super(error.message);
    this.name = 'AtelierException';
  }
}

export function unwrap<T>(result: Result<T>): T {
  if (!result.ok) {
    throw new AtelierException(result.error);
  }
  return result.value;
}

export function makeError(code: ErrorCode, message: string): AtelierError {
  return { code, message };
}

function isErrorCode(value: unknown): value is ErrorCode {
  return errorCodes.some((code) => code === value);
}

/** Reads `{code, message, retry_after_ms?, request_id?}`; anything else is `internal`. */
export function parseError(value: unknown): AtelierError {
  const source = typeof value === 'object' && value !== null ? value : {};
  const {
    code,
    message,
    retry_after_ms: retryAfterMs,
    request_id: requestId,
  } = source as Record<string, unknown>;
  return {
    code: isErrorCode(code) ? code : 'internal',
    message: typeof message === 'string' ? message : 'The server answered in an unknown form.',
    ...(typeof retryAfterMs === 'number' && retryAfterMs >= 0 ? { retryAfterMs } : {}),
    ...(typeof requestId === 'string' ? { requestId } : {}),
  };
}
