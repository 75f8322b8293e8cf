// Keys that engines take differently: to the beginning and to the end of the document.
import { createExtension } from '@blocknote/core';
import { Selection, type Transaction } from 'prosemirror-state';

function go(transaction: Transaction, to: Selection): boolean {
  transaction.setSelection(to).scrollIntoView();
  return true;
}

export const EndKeys = createExtension(() => ({
  key: 'atelierEndKeys',
  keyboardShortcuts: {
    'Mod-Home': ({ editor }) => editor.transact((tr) => go(tr, Selection.atStart(tr.doc))),
    'Mod-End': ({ editor }) => editor.transact((tr) => go(tr, Selection.atEnd(tr.doc))),
  },
}));
