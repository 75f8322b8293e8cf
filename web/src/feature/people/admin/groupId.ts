// The id of a new group, out of its name (AUTH76): what people read in addresses and logs.

/** 1 to 40 of `a-z 0-9 -`, beginning with a letter, and none of `taken`. */
export function groupId(name: string, taken: readonly string[]): string {
  const letters = name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  const plain = letters.replace(/[^a-z0-9]+/g, '-').replace(/^[^a-z]+|-+$/g, '');
  const stem = plain.slice(0, 32).replace(/-+$/, '') || 'group';
  for (let count = 1; ; count += 1) {
    const id = count === 1 ? stem : `${stem}-${count}`;
    if (!taken.includes(id)) return id;
  }
}
