// Whom a summary goes to: names in a sentence, and addresses as people type them.

const namesShown = 3;

/** "Mara, Tom and Li"; of many the first, and how many more. */
export function namesIn(people: readonly { name: string }[], language: string): string {
  const names = people.slice(0, namesShown).map(({ name }) => name);
  if (people.length > namesShown) names.push(`+${people.length - namesShown}`);
  return new Intl.ListFormat(language, { type: 'conjunction' }).format(names);
}

export interface Typed {
  readonly emails: readonly string[];
  /** The first piece that is no address. */
  readonly wrong: string | null;
}

export function addressesIn(text: string): Typed {
  const pieces = text.split(/[\s,;]+/).filter(Boolean);
  const wrong = pieces.find((piece) => !/^[^@\s]+@[^@\s]+$/.test(piece)) ?? null;
  return { emails: [...new Set(pieces)], wrong };
}
