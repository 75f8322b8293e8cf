import { describe, expect, it } from 'vitest';
import { hangingMark } from './hangingIndent';

describe('what hangs in front of a line', () => {
  it.each([
    ['- words', '- '],
    ['  * words', '  * '],
    ['- [ ] words', '- [ ] '],
    ['- [x] words', '- [x] '],
    ['12. words', '12. '],
    ['> words', '> '],
    ['words - and more', ''],
    ['-words', ''],
    ['# words', ''],
    ['**words**', ''],
    ['', ''],
  ])('%j', (line, mark) => {
    expect(hangingMark(line)).toBe(mark);
  });
});
