import type { Member } from '@atelier/sdk';
import { describe, expect, it } from 'vitest';
import { apart } from './memberColors';

function member(id: string, color: number): Member {
  const rest = { kind: 'user', role: 'editor', status: 'online', last_active: 0, devices: 1 };
  return { id, name: id, color, ...rest } as Member;
}

const colorsOf = (members: readonly Member[]) =>
  Object.fromEntries(members.map(({ id, color }) => [id, color]));

describe('colours of the people of a room', () => {
  it('are those of the server while all differ', () => {
    const members = [member('a', 3), member('b', 5)];
    expect(apart(members)).toEqual(members);
    expect(apart(members)[0]).toBe(members[0]);
  });

  it('differ, and are the same for everybody, whatever the order of the list', () => {
    const members = [member('a', 9), member('b', 9), member('c', 0), member('d', 9)];
    const seen = colorsOf(apart(members));
    expect(new Set(Object.values(seen)).size).toBe(4);
    expect(seen['a']).toBe(9);
    expect(colorsOf(apart(members.toReversed()))).toEqual(seen);
  });

  it('[AUTH73] go first to who chose theirs', () => {
    const chosen = { ...member('z', 3), chosen: true };
    const seen = colorsOf(apart([member('a', 3), member('b', 4), chosen]));
    expect(seen).toEqual({ z: 3, a: 4, b: 5 });
  });

  it('find a place for ten people', () => {
    const members = Array.from({ length: 10 }, (_, index) => member(`p${index}`, 4));
    expect(new Set(apart(members).map(({ color }) => color)).size).toBe(10);
  });

  it('stay those of the server where there are more people than colours', () => {
    const members = Array.from({ length: 11 }, (_, index) => member(`p${index}`, 4));
    expect(apart(members)).toEqual(members);
  });
});
