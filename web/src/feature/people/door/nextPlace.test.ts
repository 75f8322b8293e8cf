import { describe, expect, it } from 'vitest';
import { nextPlace } from './nextPlace';

const origin = 'https://studio.example';
const placed = (next: string) => nextPlace(`?next=${encodeURIComponent(next)}`, origin);

describe('the place after signing in', () => {
  it('is where one came from', () => {
    expect(nextPlace('', origin)).toBe(`${origin}/`);
    expect(placed('/r/kick?panel=chat')).toBe(`${origin}/r/kick?panel=chat`);
    expect(placed('/settings/profile#name')).toBe(`${origin}/settings/profile#name`);
  });

  it.each([
    '//evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    '/\t/evil.example',
    '/\n\\evil.example',
    '///evil.example',
    'https://evil.example',
    'https:evil.example',
    'javascript:alert(1)',
    ' /\\evil.example',
    '@evil.example',
    '//[',
    'evil.example',
  ])('is never of another site: %j', (next) => {
    expect(placed(next)).toBe('/');
  });

  it('stays here whatever becomes of the dots in it', () => {
    for (const next of ['/.//evil.example', '/r/..//evil.example', '/./\\evil.example']) {
      expect(new URL(placed(next), origin).origin).toBe(origin);
    }
  });
});
