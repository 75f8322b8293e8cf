import { expect, test } from 'vitest';
import { groupId } from './groupId';

test('[AUTH76] the id of a group is its name in small letters, and nobody else has it', () => {
  expect(groupId('Design Team', [])).toBe('design-team');
  expect(groupId('Küche & Café!', [])).toBe('kuche-cafe');
  expect(groupId('Design Team', ['design-team', 'design-team-2'])).toBe('design-team-3');
  for (const name of ['42', '  ', '設計', '-']) expect(groupId(name, [])).toBe('group');
  expect(groupId('x'.repeat(80), [])).toHaveLength(32);
  expect(groupId(`${'y'.repeat(31)} tail`, [])).toBe('y'.repeat(31));
});
