// Accepted suggestions become one ordinary edit of the document, which can be undone as one.
import { yUndoPluginKey } from 'y-prosemirror';
import type * as Y from 'yjs';
import type { RichEditor } from '../editor';
import { locate } from './passages';
import { replacePassage } from './replace';
import type { Thread } from './types';

export interface Applied {
  /** Whose passages are not in the text any more, or overlap another that was accepted with them. */
  missing: readonly string[];
  /** False when I have changed the document since: then only I know what to take back. */
  undo: () => boolean;
}

function undoManagerOf(editor: RichEditor): Y.UndoManager | undefined {
  const state = yUndoPluginKey.getState(editor.prosemirrorState) as
    { undoManager: Y.UndoManager } | undefined;
  return state?.undoManager;
}

/** All that `run` changes is undone together, and apart from what I did before and do after. */
function asOneStep(manager: Y.UndoManager | undefined, run: () => void): void {
  if (!manager) return run();
  const { captureTimeout } = manager;
  manager.stopCapturing();
  manager.captureTimeout = Number.MAX_SAFE_INTEGER;
  run();
  manager.captureTimeout = captureTimeout;
  manager.stopCapturing();
}

export function applySuggestions(editor: RichEditor, threads: readonly Thread[]): Applied {
  const marks = threads.map(({ id, anchor: { position = '', quote } }) => ({
    id,
    position,
    quote,
  }));
  const places = locate(editor.prosemirrorState, marks);
  const found = threads.flatMap((thread) => {
    const place = places.get(thread.id);
    const text = thread.suggestion?.text;
    return place && text !== undefined ? [{ id: thread.id, place, text }] : [];
  });
  const manager = undoManagerOf(editor);
  const steps = manager?.undoStack.length;
  // From the end, so that no place moves before its turn; what overlaps one that is done stays.
  found.sort((a, b) => b.place.from - a.place.from);
  let done = Number.MAX_SAFE_INTEGER;
  asOneStep(manager, () => {
    for (const { id, place, text } of found) {
      if (place.to > done) {
        places.delete(id);
        continue;
      }
      done = place.from;
      // One transaction for each: the binding writes one stretch of a text, with all between.
      editor.transact((transaction) => replacePassage(transaction, place, text));
    }
  });
  const made = manager?.undoStack.length === steps ? undefined : manager?.undoStack.at(-1);
  return {
    missing: threads.filter(({ id }) => !places.has(id)).map(({ id }) => id),
    undo: () => {
      if (!made || manager?.undoStack.at(-1) !== made) return found.length === 0;
      manager.undo();
      return true;
    },
  };
}
