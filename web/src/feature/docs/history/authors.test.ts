import type { Authors } from '@atelier/sdk';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { indexAuthors, passagesOf, sharesOf } from './authors';

const people = [
  { id: 'ana', name: 'Ana', kind: 'user' as const },
  { id: 'li', name: 'Li', kind: 'guest' as const },
];

function authorsOf(...parts: [number, number, number, number][]): Authors {
  return { people, parts: parts.map((part) => [...part, 1]) };
}

const nobody = () => undefined;

/** "Hello brave world": Ana wrote the ends as client 1, Li the middle as client 2. */
function written(): Y.Text {
  const doc = new Y.Doc();
  doc.clientID = 1;
  doc.getText('text').insert(0, 'Hello world');
  const other = new Y.Doc();
  other.clientID = 2;
  Y.applyUpdate(other, Y.encodeStateAsUpdate(doc));
  other.getText('text').insert(6, 'brave ');
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(other));
  return doc.getText('text');
}

function named(
  text: Y.Text,
  authors: Authors,
  live = nobody as (client: number) => string | undefined,
) {
  const words = text.toJSON();
  return passagesOf(text, indexAuthors(authors, live)).map(
    ({ from, to, person }) => `${person ?? '-'}: ${words.slice(from, to)}`,
  );
}

describe('who wrote what', () => {
  it('[VER27] is told by the units of the text, side by side', () => {
    const text = written();
    expect(named(text, authorsOf([1, 0, 11, 0], [2, 0, 6, 1]))).toEqual([
      'ana: Hello ',
      'li: brave ',
      'ana: world',
    ]);
  });

  it('[VER27] is one passage over what was deleted between', () => {
    const text = written();
    text.delete(6, 6);
    expect(named(text, authorsOf([1, 0, 11, 0], [2, 0, 6, 1]))).toEqual(['ana: Hello world']);
  });

  it('[VER27] may be different people for one client', () => {
    const text = written();
    expect(named(text, authorsOf([1, 0, 5, 0], [1, 5, 6, 1], [2, 0, 6, 1]))).toEqual([
      'ana: Hello',
      'li:  brave world',
    ]);
  });

  it('[VER27] has holes where nobody is known', () => {
    const text = written();
    expect(named(text, authorsOf([1, 8, 3, 0], [2, 0, 6, 1]))).toEqual([
      '-: Hello ',
      'li: brave ',
      '-: wo',
      'ana: rld',
    ]);
  });

  it('goes on with who writes now until the server tells', () => {
    const text = written();
    text.insert(text.length, '!!');
    const parts = authorsOf([1, 0, 11, 0], [2, 0, 6, 1]);
    expect(named(text, parts).at(-1)).toBe('ana: world!!');
    expect(named(text, parts, (client) => (client === 1 ? 'li' : undefined)).at(-1)).toBe('li: !!');
  });

  it('says how much is whose', () => {
    const text = written();
    const index = indexAuthors(authorsOf([1, 0, 11, 0]), nobody);
    expect(sharesOf(passagesOf(text, index))).toEqual([
      { person: 'ana', part: 11 / 17 },
      { person: undefined, part: 6 / 17 },
    ]);
    expect(sharesOf([])).toEqual([]);
  });
});
