// A rich editor on a document, for tests. Its view is taken down with the test: what it still has
// to do a moment later would meet no page any more.
import type { DocumentHandle } from '@atelier/sdk';
import { en } from '@blocknote/core/locales';
import { onTestFinished } from 'vitest';
import { Awareness } from 'y-protocols/awareness';
import type * as Y from 'yjs';
import { people } from '../../../ui/theme';
import { createRichEditor, type RichEditor } from './editor';

type Options = Partial<Parameters<typeof createRichEditor>[0]>;

/** Not mounted yet. */
export function testEditor(doc: Y.Doc, options: Options = {}): RichEditor {
  const editor = createRichEditor({
    handle: { doc, awareness: new Awareness(doc) } as unknown as DocumentHandle,
    label: 'Text of Brief',
    hint: 'Write',
    names: { task: 'Done', language: 'Language' },
    dictionary: en,
    person: { id: 'ana', name: 'Ana', color: people[0] },
    mayWrite: true,
    uploadFile: () => Promise.resolve('/f'),
    ...options,
  });
  onTestFinished(() => editor.unmount());
  return editor;
}

export function mountedEditor(doc: Y.Doc, options: Options = {}): RichEditor {
  const editor = testEditor(doc, options);
  editor.mount(document.createElement('div'));
  return editor;
}
