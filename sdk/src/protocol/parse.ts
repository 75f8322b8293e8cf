// Small checks that compose: is this JSON value of that type? They never throw and change nothing,
// and let unknown fields pass, because newer servers may send more.

export type Guard<T> = (value: unknown) => value is T;

type RequiredKeys<T> = {
  [Key in keyof T]-?: undefined extends T[Key] ? never : Key;
}[keyof T];
type OptionalKeys<T> = Exclude<keyof T, RequiredKeys<T>>;

export type RequiredFields<T> = { readonly [Key in RequiredKeys<T>]: Guard<T[Key]> };
export type OptionalFields<T> = {
  readonly [Key in OptionalKeys<T>]: Guard<Exclude<T[Key], undefined>>;
};

export const isString: Guard<string> = (value): value is string => typeof value === 'string';
export const isNumber: Guard<number> = (value): value is number =>
  typeof value === 'number' && Number.isFinite(value);
export const isBoolean: Guard<boolean> = (value): value is boolean => typeof value === 'boolean';
export const isAnything: Guard<unknown> = (_value): _value is unknown => true;

/** A sequence number: a whole number from 0 on. */
export const isSeq: Guard<number> = (value): value is number =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function oneOf<const T extends string>(...choices: readonly T[]): Guard<T> {
  return (value): value is T => choices.some((choice) => choice === value);
}

export function listOf<T>(item: Guard<T>): Guard<readonly T[]> {
  return (value): value is readonly T[] =>
    Array.isArray(value) && value.every((each) => item(each));
}

export function recordOf<T>(item: Guard<T>): Guard<Readonly<Record<string, T>>> {
  return (value): value is Readonly<Record<string, T>> =>
    isRecord(value) && Object.values(value).every((each) => item(each));
}

export function either<A, B>(first: Guard<A>, second: Guard<B>): Guard<A | B> {
  return (value): value is A | B => first(value) || second(value);
}

export function shape<T>(required: RequiredFields<T>, optional: OptionalFields<T>): Guard<T> {
  const needed = Object.entries(required) as [string, Guard<unknown>][];
  const allowed = Object.entries(optional) as [string, Guard<unknown>][];
  return (value): value is T =>
    isRecord(value) &&
    needed.every(([key, check]) => check(value[key])) &&
    allowed.every(([key, check]) => value[key] === undefined || check(value[key]));
}
