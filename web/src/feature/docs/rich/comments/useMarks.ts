// Marks what is discussed in the editor, and hears which passage is clicked and where passages move.
import { useCallback, useEffect, useSyncExternalStore } from 'react';
import type { RichEditor } from '../editor';
import type { Passage } from './anchors';
import type { Mark } from './paint';
import { passageMeta, Passages } from './passages';

function passagesOf(editor: RichEditor) {
  const extension = editor.getExtension(Passages);
  if (!extension) throw new Error('the editor was made without its passages');
  return extension;
}

export function useMarks(
  editor: RichEditor,
  marks: readonly Mark[],
  selected: string | null,
  onPick: (id: string | null) => void,
): ReadonlyMap<string, Passage> {
  const { picked, places } = passagesOf(editor);
  useEffect(() => {
    editor.transact((transaction) => passageMeta(transaction, { marks, selected }));
  }, [editor, marks, selected]);
  useEffect(() => {
    const stop: unknown = picked.subscribe(() => onPick(picked.state.id));
    return () => (stop as () => void)();
  }, [picked, onPick]);
  const subscribe = useCallback(
    (listener: () => void) => {
      const stop: unknown = places.subscribe(listener);
      return stop as () => void;
    },
    [places],
  );
  return useSyncExternalStore(subscribe, () => places.state.places);
}
