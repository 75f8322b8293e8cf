import { describe, expect, it } from 'vitest';
import { landing, nextPlace } from './nextPlace';

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

describe('the place that a link leads to', () => {
  const id = '0190b8a0-0000-7000-8000-000000000000';

  it('[AUTH84] is a summary of the room', () => {
    expect(landing(`#link_secret/summary/${id}`)).toEqual({
      secret: 'link_secret',
      place: `/summary/${id}`,
    });
    expect(landing('#link_secret')).toEqual({ secret: 'link_secret', place: '' });
    expect(landing('')).toEqual({ secret: '', place: '' });
  });

  it.each(['//evil.example', '/../../admin', `/summary/${id}/x`, '/summary/x', `/summary/${id}?a`])(
    '[AUTH84] is nothing else: %s',
    (place) => {
      expect(landing(`#link_secret${place}`)).toEqual({ secret: 'link_secret', place: '' });
    },
  );
});
