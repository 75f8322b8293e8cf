// Outcome of an operation that may fail as expected: no call of this package rejects for a
// refusal of the server or a lost connection. It does not know what an error looks like.

export interface Ok<T> {
  readonly ok: true;
  readonly value: T;
}

export interface Failed<E> {
  readonly ok: false;
  readonly error: E;
}

export type Outcome<T, E> = Ok<T> | Failed<E>;

export function succeed<T>(value: T): Ok<T> {
  return { ok: true, value };
}

export function fail<E>(error: E): Failed<E> {
  return { ok: false, error };
}
