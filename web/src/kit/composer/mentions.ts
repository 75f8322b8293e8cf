// The text side of mentions: what is being typed after "@", how a choice is put in, and which people
// a finished text really mentions. Pure.
export interface Mentionable {
  id: string;
  name: string;
}

export interface MentionQuery {
  /** Where the "@" stands. */
  start: number;
  words: string;
}

/** The mention at the caret, if the caret is in one. Names may hold one space. */
export function mentionAt(text: string, caret: number): MentionQuery | null {
  const before = text.slice(0, caret);
  const match = /(?:^|[\s(])@([\p{L}\p{N}._-]*(?: [\p{L}\p{N}._-]*)?)$/u.exec(before);
  if (!match) return null;
  const words = match[1] ?? '';
  return { start: caret - words.length - 1, words };
}

export function candidates<Person extends Mentionable>(
  people: readonly Person[],
  words: string,
  max = 6,
): Person[] {
  const wanted = words.toLowerCase();
  const starts = (name: string) =>
    name.toLowerCase().startsWith(wanted) ||
    name
      .toLowerCase()
      .split(' ')
      .some((part) => part.startsWith(wanted));
  return people.filter((person) => starts(person.name)).slice(0, max);
}

export function insertMention(
  text: string,
  query: MentionQuery,
  name: string,
): { text: string; caret: number } {
  const end = query.start + 1 + query.words.length;
  const inserted = `@${name} `;
  return {
    text: text.slice(0, query.start) + inserted + text.slice(end),
    caret: query.start + inserted.length,
  };
}

/** Ids of the people whose "@Name" stands in the text. */
export function mentionedIds(text: string, people: readonly Mentionable[]): string[] {
  return people.filter((person) => text.includes(`@${person.name}`)).map((person) => person.id);
}
