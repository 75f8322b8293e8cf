import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { messages as german } from './de';
import { messages as english } from './en';
import { pseudo } from '.';

type Tree = { [key: string]: string | Tree };

function flat(tree: Tree, prefix = ''): Map<string, string> {
  const found = new Map<string, string>();
  for (const [key, value] of Object.entries(tree)) {
    if (typeof value === 'string') found.set(prefix + key, value);
    else for (const [inner, text] of flat(value, `${prefix}${key}.`)) found.set(inner, text);
  }
  return found;
}

/** All words of a language: those that are always there have the name of their file as first key. */
function words(language: string, always: object): Map<string, string> {
  const folder = join(import.meta.dirname, language);
  const files = readdirSync(folder).filter((file) => file.endsWith('.json'));
  const trees = files.map((file): Tree => {
    const tree = JSON.parse(readFileSync(join(folder, file), 'utf8')) as Tree;
    const name = file.replace('.json', '');
    return name in always ? { [name]: tree } : tree;
  });
  return new Map(trees.flatMap((tree) => [...flat(tree)]));
}

const en = words('en', english);
const de = words('de', german);
const source = join(import.meta.dirname, '..');
const placeholders = (text = '') => [...text.matchAll(/\{\{(\w+)\}\}/g)].map((m) => m[1]).sort();

function usedKeys(): Set<string> {
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter(
    (file) => /\.tsx?$/.test(file) && !/\.test\./.test(file),
  );
  const used = new Set<string>();
  for (const file of files) {
    const text = readFileSync(join(source, file), 'utf8');
    for (const [, key] of text.matchAll(/(?:\bt\(|Key: )\s*'([a-z]+\.[\w.]+)'/g))
      if (key) used.add(key);
  }
  return used;
}

describe('translations', () => {
  it('have the same keys in both languages', () => {
    expect([...de.keys()].sort()).toEqual([...en.keys()].sort());
  });

  it('have the same placeholders in both languages', () => {
    for (const [key, text] of en)
      expect([key, placeholders(de.get(key))]).toEqual([key, placeholders(text)]);
  });

  it('hold every key that the source names', () => {
    const missing = [...usedKeys()].filter((key) => !en.has(key) && !en.has(`${key}_other`));
    expect(missing).toEqual([]);
  });

  it('follow the words of the product', () => {
    for (const [key, text] of en) {
      expect([key, /!|successfully|\buser\b/i.test(text)]).toEqual([key, false]);
    }
  });

  it('keep placeholders in the pseudo-locale', () => {
    expect(pseudo('Hi {{name}}')).toMatch(/^\[Hí \{\{name\}\}~+\]$/);
  });
});
