import { describe, expect, it } from 'vitest';
import { candidates, insertMention, mentionAt, mentionedIds } from './mentions';

const people = [
  { id: '1', name: 'Ana Ferreira' },
  { id: '2', name: 'Jonas Brandt' },
];

describe('mentions', () => {
  it('begin at an @ after a space, not inside an address', () => {
    expect(mentionAt('hello @jo', 9)).toEqual({ start: 6, words: 'jo' });
    expect(mentionAt('mail ana@example', 16)).toBeNull();
  });

  it('find people by any part of their name', () => {
    expect(candidates(people, 'bra').map((person) => person.id)).toEqual(['2']);
  });

  it('replace what was typed and leave the caret behind the name', () => {
    const next = insertMention('hi @jo!', { start: 3, words: 'jo' }, 'Jonas Brandt');
    expect(next).toEqual({ text: 'hi @Jonas Brandt !', caret: 17 });
  });

  it('count only names that are still in the text', () => {
    expect(mentionedIds('@Ana Ferreira, look', people)).toEqual(['1']);
  });
});
