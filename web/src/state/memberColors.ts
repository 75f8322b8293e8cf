// One colour per person of a room. The server makes a colour from each id alone, so two people of a
// small room may get the same; everybody who looks at the same members moves the same ones apart.
import type { Member } from '@atelier/sdk';

const colors = 10;

/** Who chose a colour comes first. */
function before(a: Member, b: Member): number {
  if (a.chosen !== b.chosen) return a.chosen ? -1 : 1;
  return a.id < b.id ? -1 : 1;
}

export function apart(members: Member[]): Member[] {
  if (members.length > colors) return members;
  const taken = new Set<number>();
  const chosen = new Map<string, number>();
  for (const { id, color } of members.toSorted(before)) {
    let free = color % colors;
    while (taken.has(free)) free = (free + 1) % colors;
    taken.add(free);
    chosen.set(id, free);
  }
  return members.map((member) => {
    const color = chosen.get(member.id) ?? member.color;
    return color === member.color ? member : { ...member, color };
  });
}
