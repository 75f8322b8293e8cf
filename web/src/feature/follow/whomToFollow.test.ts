import type { Member } from '@atelier/sdk';
import { expect, test } from 'vitest';
import { whomToFollow } from './useFollowCommands';

const person = (id: string): Member => ({
  id,
  name: id,
  kind: 'user',
  role: 'editor',
  color: 0,
  status: 'online',
  last_active: 0,
});

test('[FOL1] the shortcut follows who presents, or the only other person, and guesses no further', () => {
  const [ana, li] = [person('ana'), person('li')];
  expect(whomToFollow([ana, li], 'li')).toBe(li);
  expect(whomToFollow([ana], undefined)).toBe(ana);
  expect(whomToFollow([ana, li], undefined)).toBeUndefined();
  expect(whomToFollow([], 'me')).toBeUndefined();
});
