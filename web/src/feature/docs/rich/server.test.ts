// What the server writes into rich documents, and what it reads in them, against the real editor
// and its schema. The server's own tests read the same vectors.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, vi } from 'vitest';
import { yXmlFragmentToProsemirrorJSON } from 'y-prosemirror';
import * as Y from 'yjs';
import type { RichEditor } from './editor';
import { rootName, seedUpdate } from './seed';
import { testEditor } from './testEditor';

// An editor and its schema take their time on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

interface Vector {
  name?: string;
  markdown?: string;
  update: string;
  blocks: unknown[];
}

function vectors(file: string): { seed?: string; documents: Vector[] } {
  const here = dirname(fileURLToPath(import.meta.url));
  const path = join(here, '../../../../../spec/vectors/documents', file);
  return JSON.parse(readFileSync(path, 'utf8')) as { seed?: string; documents: Vector[] };
}

function open(update: string): { doc: Y.Doc; editor: RichEditor } {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, Buffer.from(update, 'base64'));
  return { doc, editor: testEditor(doc, { mayWrite: false }) };
}

/** As it travels: what is `undefined` is left out. */
const plain = (value: unknown) => JSON.parse(JSON.stringify(value)) as unknown;

const written = vectors('written.json').documents;
const golden = vectors('rich.json');

describe('what the server writes', () => {
  it.each(written)('[VER22] is valid for the schema: $markdown', ({ update, blocks }) => {
    const { doc, editor } = open(update);
    const json = yXmlFragmentToProsemirrorJSON(doc.getXmlFragment(rootName)) as object;
    expect(() => editor.pmSchema.nodeFromJSON({ ...json, type: 'doc' }).check()).not.toThrow();
    editor.mount(document.createElement('div'));
    expect(plain(editor.document)).toEqual(blocks);
  });

  it.each(written)('[VER22] is not changed by opening it: $markdown', ({ update }) => {
    const { doc, editor } = open(update);
    const before = Y.encodeStateVector(doc);
    editor.mount(document.createElement('div'));
    expect(Y.encodeStateVector(doc)).toEqual(before);
  });

  it('[VER22] begins as the editor begins', () => {
    expect(Buffer.from(seedUpdate()).toString('base64')).toBe(golden.seed);
  });
});

describe('what the server reads', () => {
  it.each(golden.documents)('[VER21] is what the editor shows: $name', ({ update, blocks }) => {
    const { editor } = open(update);
    editor.mount(document.createElement('div'));
    expect(plain(editor.document)).toEqual(blocks);
  });
});
