// Marks what is discussed in the editor, and hears which passage is clicked and where passages move.
import { useCallback, useEffect, useSyncExternalStore } from 'react';
import type { Mark } from './look';
import type { PassageEditor, Places } from './passage';

const nowhere: Places = new Map();

export function useMarks(
  editor: PassageEditor | null,
  marks: readonly Mark[],
  selected: string | null,
  onPick: (id: string | null) => void,
): Places {
  useEffect(() => {
    editor?.mark({ marks, selected });
  }, [editor, marks, selected]);
  useEffect(() => editor?.onPicked(onPick), [editor, onPick]);
  const subscribe = useCallback(
    (listener: () => void) => editor?.onMoved(listener) ?? (() => undefined),
    [editor],
  );
  return useSyncExternalStore(subscribe, () => editor?.places() ?? nowhere);
}
