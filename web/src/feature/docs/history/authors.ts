// Who wrote which passage of an open document: the units of its Yjs types, as the server attributes
// them (VER27). Knows no editor.
import type { Authors } from '@atelier/sdk';
import type * as Y from 'yjs';

interface Part {
  from: number;
  to: number;
  person: string;
}

/** Who is known to write as a client while the server has not told yet. */
export type LiveAuthor = (client: number) => string | undefined;

export interface AuthorIndex {
  /** Who wrote the unit, and up to which clock this goes on. */
  find(client: number, clock: number): { person: string | undefined; to: number };
}

export function indexAuthors({ parts, people }: Authors, live: LiveAuthor): AuthorIndex {
  const clients = new Map<number, Part[]>();
  for (const [client, from, length, person] of parts) {
    const id = people[person]?.id;
    if (!id || length <= 0) continue;
    const list = clients.get(client) ?? [];
    list.push({ from, to: from + length, person: id });
    clients.set(client, list);
  }
  for (const list of clients.values()) list.sort((one, other) => one.from - other.from);
  return {
    find: (client, clock) => {
      const list = clients.get(client) ?? [];
      const index = lastBefore(list, clock);
      const part = list[index];
      if (part && clock < part.to) return { person: part.person, to: part.to };
      const next = list[index + 1];
      if (next) return { person: undefined, to: next.from };
      // Written since the server told: mostly by who wrote as this client before.
      return { person: live(client) ?? part?.person, to: Number.MAX_SAFE_INTEGER };
    },
  };
}

/** The last part that begins at the clock or before it. */
function lastBefore(list: readonly Part[], clock: number): number {
  let [from, to] = [0, list.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((list[middle]?.from ?? 0) <= clock) from = middle + 1;
    else to = middle;
  }
  return from - 1;
}

export interface Passage {
  from: number;
  to: number;
  person: string | undefined;
}

/** Passages of a text from `start` on, in UTF-16 units; side by side by different people. */
export function passagesOf(type: Y.Text, index: AuthorIndex, start = 0) {
  const found: Passage[] = [];
  let at = start;
  for (let item = type._start; item; item = item.right) {
    if (item.deleted || !item.countable) continue;
    let offset = 0;
    while (offset < item.length) {
      const { person, to } = index.find(item.id.client, item.id.clock + offset);
      const length = Math.min(item.length - offset, to - item.id.clock - offset);
      const last = found.at(-1);
      if (last && last.to === at && last.person === person) last.to = at + length;
      else found.push({ from: at, to: at + length, person });
      offset += length;
      at += length;
    }
  }
  return found;
}

export interface Share {
  person: string | undefined;
  /** 0..1 of all. */
  part: number;
}

/** Most first; what nobody is known for comes last. */
export function sharesOf(passages: readonly Passage[]): Share[] {
  const units = new Map<string | undefined, number>();
  let all = 0;
  for (const { from, to, person } of passages) {
    units.set(person, (units.get(person) ?? 0) + to - from);
    all += to - from;
  }
  const rank = ({ person, part }: Share) => (person === undefined ? -1 : part);
  return [...units]
    .map(([person, count]) => ({ person, part: count / all }))
    .sort((one, other) => rank(other) - rank(one));
}
