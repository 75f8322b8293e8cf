import { describe, expect, it } from 'vitest';
import { texts as english } from './content/english';
import { texts as german } from './content/german';
import { loadTexts, readyTemplate } from './templateContent';
import { blankTemplate, templateOf, templates } from './templates';

const files = templates.flatMap(({ id, documents }) =>
  documents.length === 0 ? [] : [...documents.map(({ name }) => `${id}/${name}`), `${id}/welcome`],
);

/** Headings by depth, tables by columns, tasks: what both languages have in common. */
function shape(markdown = ''): string[] {
  return markdown.split('\n').flatMap((line) => {
    const heading = /^#+ /.exec(line)?.[0];
    if (heading) return [heading];
    if (/^\| ---/.test(line)) return [line];
    return /^- \[ \]/.test(line) ? ['task'] : [];
  });
}

describe('templates', () => {
  it('have all their documents in both languages, and no others', () => {
    expect(Object.keys(english).sort()).toEqual(files.toSorted());
    expect(Object.keys(german).sort()).toEqual(files.toSorted());
  });

  it('are built alike in both languages', () => {
    for (const file of files)
      expect([file, shape(german[file])]).toEqual([file, shape(english[file])]);
  });

  it('begin each document with the heading that is its title, once in a room', () => {
    for (const texts of [english, german]) {
      for (const template of templates) {
        const { documents, welcome } = readyTemplate(template, texts);
        const titles = documents.map(({ title }) => title);
        expect(new Set(titles).size).toBe(titles.length);
        for (const { title, markdown } of documents) expect(markdown).toMatch(`# ${title}\n`);
        // What the first message names exists.
        const plain = welcome.replace(/\*\*[^*]+\*\*/g, '');
        for (const [, named] of plain.matchAll(/\*([^*\n]+)\*/g)) expect(titles).toContain(named);
      }
    }
  });

  it('follow the words of the product', () => {
    for (const [file, text] of Object.entries(english))
      expect([file, /!|successfully|\buser\b|lorem/i.test(text)]).toEqual([file, false]);
  });

  it('are found by id, a blank one otherwise', async () => {
    expect(templateOf('sprint').id).toBe('sprint');
    expect(templateOf('unknown')).toBe(blankTemplate);
    expect(readyTemplate(blankTemplate, await loadTexts('en'))).toEqual({
      documents: [],
      welcome: '',
    });
  });
});
