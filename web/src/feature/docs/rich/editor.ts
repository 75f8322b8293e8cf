// The editor of a rich document: BlockNote on the shared fragment, named cursors, the product's
// blocks and words. It does not know React.
import type { DocumentHandle } from '@atelier/sdk';
import {
  BlockNoteEditor,
  BlockNoteSchema,
  createCheckListItemBlockSpec,
  createCodeBlockSpec,
  type ExtensionFactoryInstance,
} from '@blocknote/core';
import type { en } from '@blocknote/core/locales';
import { codeLanguages } from '../../../kit/codeLanguages';
import { CodeHighlight } from './codeHighlight';
import { EndKeys } from './keys';
import { rootName, seed } from './seed';

export type Dictionary = typeof en;

export interface ControlNames {
  /** The box of a task. */
  task: string;
  /** The language of a block of code. */
  language: string;
}

/** The library draws these controls without a name. */
function named<Spec>(spec: Spec, control: string, name: string): Spec {
  const { implementation } = spec as unknown as {
    implementation: { render: (...args: unknown[]) => { dom: ParentNode } };
  };
  const { render } = implementation;
  implementation.render = function (this: unknown, ...args) {
    const drawn = render.apply(this, args);
    drawn.dom.querySelector(control)?.setAttribute('aria-label', name);
    return drawn;
  };
  return spec;
}

// Sound and film stay readable where other programs put them; our menu does not offer them.
function createSchema(names: ControlNames) {
  const code = createCodeBlockSpec({
    defaultLanguage: 'text',
    supportedLanguages: { ...codeLanguages },
  });
  return BlockNoteSchema.create().extend({
    blockSpecs: {
      checkListItem: named(createCheckListItemBlockSpec(), 'input', names.task),
      codeBlock: named(code, 'select', names.language),
    },
  });
}

export interface CursorPerson {
  id: string;
  name: string;
  /** A hex colour: selections are painted with its digits and an opacity. */
  color: string;
}

export interface RichEditorOptions {
  handle: DocumentHandle;
  label: string;
  hint: string;
  names: ControlNames;
  dictionary: Dictionary;
  person: CursorPerson;
  /** Whether an empty document may be begun. */
  mayWrite: boolean;
  /** Answers the address of the stored file. */
  uploadFile: (file: File) => Promise<string>;
  extensions?: ExtensionFactoryInstance[];
}

export function createRichEditor(options: RichEditorOptions) {
  const { handle, label, hint, dictionary, person, uploadFile, extensions = [] } = options;
  if (options.mayWrite) seed(handle.doc);
  return BlockNoteEditor.create({
    schema: createSchema(options.names),
    animations: false,
    dictionary: {
      ...dictionary,
      placeholders: { ...dictionary.placeholders, emptyDocument: hint },
    },
    domAttributes: { editor: { 'aria-label': label, class: 'at-rich-text', spellcheck: 'true' } },
    uploadFile,
    tables: { headers: true, splitCells: true },
    collaboration: {
      fragment: handle.doc.getXmlFragment(rootName),
      provider: { awareness: handle.awareness },
      user: { ...person },
      renderCursor,
    },
    extensions: [CodeHighlight(), EndKeys(), ...extensions],
  });
}

export type RichEditor = ReturnType<typeof createRichEditor>;

function renderCursor(user: Partial<CursorPerson>): HTMLElement {
  const caret = document.createElement('span');
  caret.className = 'at-cursor';
  caret.style.setProperty('--at-cursor', user.color ?? 'currentColor');
  const label = document.createElement('span');
  label.className = 'at-cursor-name';
  label.textContent = user.name ?? '';
  // Joiners on both sides keep the caret from breaking the line it stands in.
  caret.append('\u2060', label, '\u2060');
  return caret;
}

export function tellPerson(handle: DocumentHandle, person: CursorPerson): void {
  handle.awareness.setLocalStateField('user', person);
}
