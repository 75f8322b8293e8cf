import { describe, expect, it } from 'vitest';
import { shared } from './edit';

describe('what two texts share', () => {
  it.each([
    ['abc', 'abc', 3, 0],
    ['abc', 'axc', 1, 1],
    ['aa', 'aaa', 2, 0],
    ['', 'x', 0, 0],
    ['a\u{1F600}b', 'a\u{1F601}b', 1, 1],
    ['\u{1F600}', '\u{1F980}', 0, 0],
  ])('%s and %s', (before, after, head, tail) => {
    expect(shared(before, after)).toEqual({ head, tail });
  });
});
