import { expect, test } from 'vitest';
import { addressesIn, namesIn } from './recipients';

const people = ['Mara', 'Tom', 'Li', 'Wei', 'Zoe'].map((name) => ({ name }));

test('[MTG10] names in a sentence', () => {
  expect(namesIn([], 'en')).toBe('');
  expect(namesIn(people.slice(0, 2), 'en')).toBe('Mara and Tom');
  expect(namesIn(people, 'de')).toBe('Mara, Tom, Li und +2');
});

test('[MTG10] addresses as they are typed', () => {
  expect(addressesIn(' a@x.de, b@y.de;a@x.de\nc@z.de ')).toEqual({
    emails: ['a@x.de', 'b@y.de', 'c@z.de'],
    wrong: null,
  });
  expect(addressesIn('a@x.de, nonsense').wrong).toBe('nonsense');
  expect(addressesIn('')).toEqual({ emails: [], wrong: null });
});
