import { expect, it } from 'vitest';
import { noteText } from './Note';

it('[EVT24] a note is shown until its time', () => {
  expect(noteText(undefined)).toBeUndefined();
  expect(noteText({ text: 'Sketching' }, 10)).toBe('Sketching');
  expect(noteText({ text: 'At lunch', until: 20 }, 19)).toBe('At lunch');
  expect(noteText({ text: 'At lunch', until: 20 }, 20)).toBeUndefined();
});
