import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runInThisContext } from 'node:vm';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';

const source = readFileSync(join(import.meta.dirname, '../../public/browser.js'), 'utf8');
const root = () => document.querySelector('#root');

beforeEach(() => {
  document.body.innerHTML = '<div id="root"></div>';
  vi.stubGlobal('CSS', { supports: () => true });
  HTMLScriptElement.prototype.noModule = false;
});
afterEach(() => vi.unstubAllGlobals());

it('leaves browsers alone that can run the app', () => {
  runInThisContext(source);
  expect(root()?.innerHTML).toBe('');
  expect(root()?.hasAttribute('data-unsupported')).toBe(false);
});

it.each([
  ['en', 'This browser is too old'],
  ['de', 'Dieser Browser ist zu alt'],
])('says in %s that a browser is too old', (language, words) => {
  document.documentElement.lang = language;
  vi.stubGlobal('structuredClone', undefined);
  runInThisContext(source);
  expect(root()?.querySelector('h1')?.textContent).toBe(words);
  expect(root()?.hasAttribute('data-unsupported')).toBe(true);
});
