// Accepted suggestions become one ordinary edit of the document. Knows no editor.
import type * as Y from 'yjs';
import type { Applied, Passage, Places } from './passage';
import type { Thread } from './types';

export interface Edit {
  place: Passage;
  text: string;
}

/** How many characters two texts share at their beginning, and then at their end. */
export function shared(before: string, after: string): { head: number; tail: number } {
  const most = Math.min(before.length, after.length);
  let head = 0;
  while (head < most && before[head] === after[head]) head += 1;
  // No half of a character is left alone.
  if (/[\uD800-\uDBFF]/.test(before.charAt(head - 1))) head -= 1;
  let tail = 0;
  while (tail < most - head && before.at(-1 - tail) === after.at(-1 - tail)) tail += 1;
  if (/[\uDC00-\uDFFF]/.test(before.charAt(before.length - tail))) tail -= 1;
  return { head, tail };
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

/** From the end of the text, so that no place moves before its turn; of two that overlap one stays. */
function editsOf(threads: readonly Thread[], places: Places): { edits: Edit[]; done: Set<string> } {
  const found = threads.flatMap((thread) => {
    const place = places.get(thread.id);
    const text = thread.suggestion?.text;
    return place && text !== undefined ? [{ id: thread.id, place, text }] : [];
  });
  found.sort((a, b) => b.place.from - a.place.from);
  const edits: Edit[] = [];
  const done = new Set<string>();
  let begin = Number.MAX_SAFE_INTEGER;
  for (const { id, place, text } of found) {
    if (place.to > begin) continue;
    begin = place.from;
    done.add(id);
    edits.push({ place, text });
  }
  return { edits, done };
}

export function applyEdits(
  threads: readonly Thread[],
  places: Places,
  manager: Y.UndoManager | undefined,
  run: (edits: readonly Edit[]) => void,
): Applied {
  const { edits, done } = editsOf(threads, places);
  const steps = manager?.undoStack.length;
  asOneStep(manager, () => run(edits));
  const made = manager?.undoStack.length === steps ? undefined : manager?.undoStack.at(-1);
  return {
    missing: threads.filter(({ id }) => !done.has(id)).map(({ id }) => id),
    undo: () => {
      if (!made || manager?.undoStack.at(-1) !== made) return edits.length === 0;
      manager.undo();
      return true;
    },
  };
}

/** What `locate` of either editor needs of a thread. */
export function anchorsOf(threads: readonly Thread[]) {
  return threads.map(({ id, anchor: { position = '', quote } }) => ({ id, position, quote }));
}
