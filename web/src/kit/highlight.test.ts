import { describe, expect, it } from 'vitest';
import { codeLanguages } from './codeLanguages';
import { tokenRanges } from './highlight';

describe('ranges of code', () => {
  it('cover tokens at their places', () => {
    const code = 'const a = "b";';
    const found = tokenRanges(code, 'typescript').map(({ from, to, classes }) => [
      code.slice(from, to),
      classes,
    ]);
    expect(found).toContainEqual(['const', 'token keyword']);
    expect(found).toContainEqual(['"b"', 'token string']);
  });

  it('exist for every language that can be chosen', () => {
    for (const language of Object.keys(codeLanguages).filter((name) => name !== 'text')) {
      expect(tokenRanges('if (1) { "x" } # 1\n-a\n<a b="c">', language).length).toBeGreaterThan(0);
    }
  });

  it('are none for a language that nobody knows', () => {
    expect(tokenRanges('x', 'klingon')).toEqual([]);
  });
});
