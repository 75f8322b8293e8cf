import { describe, expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import { tokenRanges } from '../../../kit/highlight';
import { createParser } from './codeHighlight';
import type { RichEditor } from './editor';
import { fileName } from '../saveFile';
import { escapeHtml, insertMarkdown, toHtmlPage, toMarkdown } from './exchange';
import { countWords, factsOf } from './facts';
import { rootName } from './seed';
import { mountedEditor } from './testEditor';

// An editor and its schema take their time on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const open = (doc = new Y.Doc()): RichEditor => mountedEditor(doc);

/** Both hear of every change of the other. */
function join(one: Y.Doc, two: Y.Doc): void {
  one.on('update', (update: Uint8Array, origin: unknown) => {
    if (origin !== 'peer') Y.applyUpdate(two, update, 'peer');
  });
  two.on('update', (update: Uint8Array, origin: unknown) => {
    if (origin !== 'peer') Y.applyUpdate(one, update, 'peer');
  });
}

const brief = `# Brief

A *short* text with **marks** and [a link](https://studio-north.example).

* one
* two

- [ ] open
- [x] done

> said

| Step | Until |
| --- | --- |
| Sketch | Friday |

\`\`\`typescript
const a = 1;
\`\`\`
`;

describe('a rich document', () => {
  it('is one document for two people who open it empty and write at once', () => {
    const [first, second] = [new Y.Doc(), new Y.Doc()];
    const one = open(first);
    const two = open(second);
    join(first, second);
    Y.applyUpdate(second, Y.encodeStateAsUpdate(first), 'peer');
    Y.applyUpdate(first, Y.encodeStateAsUpdate(second), 'peer');
    one.insertBlocks([{ type: 'heading', content: 'Ana' }], one.document[0]!, 'before');
    two.insertBlocks([{ type: 'paragraph', content: 'Li' }], two.document.at(-1)!, 'after');
    expect(toMarkdown(one)).toBe(toMarkdown(two));
    expect(toMarkdown(one)).toContain('# Ana');
    expect(toMarkdown(one)).toContain('Li');
    expect(first.getXmlFragment(rootName).length).toBe(1);
  });

  it('has a name for those who cannot see it', () => {
    const { domElement } = open();
    expect(domElement?.getAttribute('aria-label')).toBe('Text of Brief');
    expect(domElement?.getAttribute('role')).toBe('textbox');
  });

  it('names the controls that stand in the text', () => {
    const editor = open();
    insertMarkdown(editor, brief, true);
    expect(editor.domElement?.querySelector('input')?.getAttribute('aria-label')).toBe('Done');
    expect(editor.domElement?.querySelector('select')?.getAttribute('aria-label')).toBe('Language');
  });

  it('takes Markdown in and gives it out again', () => {
    const editor = open();
    insertMarkdown(editor, brief, true);
    const types = editor.document.map((block) => block.type);
    expect(types).toEqual([
      'heading',
      'paragraph',
      'bulletListItem',
      'bulletListItem',
      'checkListItem',
      'checkListItem',
      'quote',
      'table',
      'codeBlock',
    ]);
    const again = open();
    insertMarkdown(again, toMarkdown(editor), true);
    expect(toMarkdown(again)).toBe(toMarkdown(editor));
    expect(toMarkdown(editor)).toContain('**marks**');
  });

  it('puts what is imported behind the words that are there', () => {
    const editor = open();
    insertMarkdown(editor, 'first', true);
    insertMarkdown(editor, 'second', false);
    expect(toMarkdown(editor).trim()).toBe('first\n\nsecond');
  });

  it('becomes a page of its own', async () => {
    const editor = open();
    insertMarkdown(editor, 'Hello **you**', true);
    const page = await toHtmlPage(editor, 'A & B', 'en');
    expect(page).toContain('<title>A &amp; B</title>');
    expect(page).toContain('<strong>you</strong>');
  });

  it('knows its words and headings', () => {
    const editor = open();
    expect(factsOf(editor, 'en')).toEqual({ words: 0, headings: [], empty: true });
    insertMarkdown(editor, '# One\n\nTwo three.\n\n## Four', true);
    const facts = factsOf(editor, 'en');
    expect(facts.words).toBe(4);
    expect(facts.headings.map(({ level, text }) => [level, text])).toEqual([
      [1, 'One'],
      [2, 'Four'],
    ]);
    expect(facts.empty).toBe(false);
    expect(countWords("It's 3 o’clock, in Köln.", 'de')).toBe(5);
  });
});

describe('code in a document', () => {
  it('is coloured by the highlighter of the chat, once it is loaded', async () => {
    const load = vi.fn(() => Promise.resolve({ tokenRanges }));
    const parse = createParser(load);
    const block = { content: 'const a = 1;', language: 'typescript', pos: 10, size: 14 };
    await parse(block);
    const found = parse(block);
    expect(Array.isArray(found) && found[0]).toMatchObject({ from: 11, to: 16 });
    expect(parse({ ...block, language: 'text' })).toEqual([]);
    expect(load).toHaveBeenCalledOnce();
  });
});

describe('files', () => {
  it('have names that every system takes', () => {
    expect(fileName('Größe: A/B?', 'md')).toBe('Größe-A-B.md');
    expect(fileName('…', 'html')).toBe('document.html');
    expect(escapeHtml('<a href="x">&')).toBe('&lt;a href=&quot;x&quot;&gt;&amp;');
  });
});
