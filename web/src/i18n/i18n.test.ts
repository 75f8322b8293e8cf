import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { messages as german } from './de';
import germanAccount from './de/account.json';
import germanActivity from './de/activity.json';
import germanDocuments from './de/documents.json';
import germanExamples from './de/examples.json';
import germanHistory from './de/history.json';
import germanHomePage from './de/homePage.json';
import germanInviting from './de/inviting.json';
import germanJoining from './de/joining.json';
import germanRich from './de/rich.json';
import { messages as english } from './en';
import englishAccount from './en/account.json';
import englishActivity from './en/activity.json';
import englishDocuments from './en/documents.json';
import englishExamples from './en/examples.json';
import englishHistory from './en/history.json';
import englishHomePage from './en/homePage.json';
import englishInviting from './en/inviting.json';
import englishJoining from './en/joining.json';
import englishRich from './en/rich.json';
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

const en = new Map(
  [
    english,
    englishAccount,
    englishActivity,
    englishDocuments,
    englishRich,
    englishExamples,
    englishHistory,
    englishHomePage,
    englishInviting,
    englishJoining,
  ].flatMap((tree) => [...flat(tree)]),
);
const de = new Map(
  [
    german,
    germanAccount,
    germanActivity,
    germanDocuments,
    germanRich,
    germanExamples,
    germanHistory,
    germanHomePage,
    germanInviting,
    germanJoining,
  ].flatMap((tree) => [...flat(tree)]),
);
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
