import { describe, expect, it } from 'vitest';
import { plainWords } from './plainWords';

describe('plain words of a message', () => {
  it.each([
    [
      'The brief is in **Project brief**; read `assets/2026`.',
      'The brief is in Project brief; read assets/2026.',
    ],
    ['```ts\nconst hero = pick(photos);\n```', 'const hero = pick(photos);'],
    ['```npm test``` first', 'npm test first'],
    ['the \uE000photos\uE001 of **\uE000May\uE001**', 'the \uE000photos\uE001 of \uE000May\uE001'],
    ['# Plan\n\n- [ ] texts\n- photos', 'Plan texts photos'],
    ['> said\n\nsee [the board](https://example.com/a)', 'said see the board'],
    ['_soon_ and *later* (~~never~~)', 'soon and later (never)'],
    ['2 * 3 * 4 = snake_case_name', '2 * 3 * 4 = snake_case_name'],
  ])('%j', (text, words) => {
    expect(plainWords(text)).toBe(words);
  });
});
