// Restores a time of a document so that the state before stays a moment of its own: what one person
// does within 5 s is one moment (VER1), and the edit that restores must not fall into their last one.
import type { Result, StoredDocuments } from '@atelier/sdk';

const momentMs = 5_000;
/** The clocks of this device and of the server agree that well. */
const clocksMs = 300;

export interface Restoring {
  stored: StoredDocuments;
  document: string;
  at: number;
  /** Who restores. */
  me: string | undefined;
  /** Time of the server. */
  now: () => number;
  wait: (ms: number) => Promise<void>;
}

export interface Restored {
  /** Restore this to be where one was. */
  before: number | undefined;
}

export async function restoreTime(restoring: Restoring): Promise<Result<Restored>> {
  const { stored, document, at, me, now, wait } = restoring;
  const page = await stored.versions(document);
  if (!page.ok) return page;
  const last = page.value.moments.at(-1);
  const open = last?.author === me ? (last?.at ?? 0) + momentMs + clocksMs - now() : 0;
  if (open > 0) await wait(open);
  const answer = await stored.restore(document, at);
  return answer.ok ? { ok: true, value: { before: last?.at } } : answer;
}
