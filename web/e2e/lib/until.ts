// Waiting for a condition: asks again until it holds or the time is up. Tests wait in no other way.

export const patienceMs = 20_000;

export class GaveUp extends Error {}

/** Answers the first truthy value. What `check` throws counts as "not yet" and is told at the end. */
export async function until<T>(
  what: string,
  check: () => Promise<T> | T,
  timeoutMs = patienceMs,
): Promise<NonNullable<T>> {
  const end = Date.now() + timeoutMs;
  let last: unknown;
  for (;;) {
    try {
      const value = await check();
      if (value) return value;
      last = value;
    } catch (error) {
      last = error instanceof Error ? error.message : error;
    }
    if (Date.now() > end) {
      throw new GaveUp(`waited ${timeoutMs} ms for ${what}; last answer: ${String(last)}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** For answers that may never come. */
export async function within<T>(what: string, answer: Promise<T>, timeoutMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new GaveUp(`no answer in ${timeoutMs} ms: ${what}`)),
      timeoutMs,
    );
  });
  return Promise.race([answer, late]).finally(() => clearTimeout(timer));
}
