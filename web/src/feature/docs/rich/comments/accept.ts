// Accepted suggestions become one ordinary edit of the document, which can be undone as one.
import { yUndoPluginKey } from 'y-prosemirror';
import type * as Y from 'yjs';
import type { RichEditor } from '../editor';
import type { Passage } from './anchors';
import { locate } from './passages';
import { replacePassage } from './replace';
import type { Thread } from './types';

export interface Applied {
  /** Whose passages are not in the text any more. */
  missing: readonly string[];
  /** False when I have changed the document since: then only I know what to take back. */
  undo: () => boolean;
}

function undoManagerOf(editor: RichEditor): Y.UndoManager | undefined {
  const state = yUndoPluginKey.getState(editor.prosemirrorState) as
    { undoManager: Y.UndoManager } | undefined;
  return state?.undoManager;
}

export function applySuggestions(editor: RichEditor, threads: readonly Thread[]): Applied {
  const marks = threads.map(({ id, anchor }) => ({ id, position: anchor.position ?? '' }));
  const places = locate(editor.prosemirrorState, marks);
  const found = threads.flatMap((thread) => {
    const place = places.get(thread.id);
    return place && thread.suggestion ? [{ place, text: thread.suggestion.text }] : [];
  });
  const manager = undoManagerOf(editor);
  const steps = manager?.undoStack.length;
  manager?.stopCapturing();
  // From the end, so that no place moves before its turn; overlapping ones are mapped.
  found.sort((a, b) => b.place.from - a.place.from);
  editor.transact((transaction) => {
    for (const { place, text } of found) {
      const now: Passage = {
        from: transaction.mapping.map(place.from, -1),
        to: transaction.mapping.map(place.to, 1),
      };
      if (now.from < now.to) replacePassage(transaction, now, text);
    }
  });
  manager?.stopCapturing();
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
