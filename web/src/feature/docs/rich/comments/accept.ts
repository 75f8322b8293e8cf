// Accepted suggestions in a rich document.
import { yUndoPluginKey } from 'y-prosemirror';
import type * as Y from 'yjs';
import { anchorsOf, applyEdits } from '../../comments/edit';
import type { Applied } from '../../comments/passage';
import type { Thread } from '../../comments/types';
import type { RichEditor } from '../editor';
import { locate } from './passages';
import { replacePassage } from './replace';

function undoManagerOf(editor: RichEditor): Y.UndoManager | undefined {
  const state = yUndoPluginKey.getState(editor.prosemirrorState) as
    { undoManager: Y.UndoManager } | undefined;
  return state?.undoManager;
}

export function applySuggestions(editor: RichEditor, threads: readonly Thread[]): Applied {
  const places = locate(editor.prosemirrorState, anchorsOf(threads));
  return applyEdits(threads, places, undoManagerOf(editor), (edits) => {
    // One transaction for each: the binding writes one stretch of a text, with all between.
    for (const { place, text } of edits)
      editor.transact((transaction) => replacePassage(transaction, place, text));
  });
}
