// The discussions of an open document, bound to its editor: passages marked in the text, the one that
// was picked, and the comment or suggestion that is being begun. Without an editor, as while a plain
// text is only read, there are discussions but no places.
import type { Client } from '@atelier/sdk';
import { useCallback, useMemo, useState } from 'react';
import { useClient } from '../../../state/client';
import { useAppSelector } from '../../../state/store';
import { useDiscussion, type Discussion } from './discussion';
import { marksOf, pendingMark } from './marks';
import type { PassageEditor, Places } from './passage';
import { createThreadsPort, type Pending, type Thread } from './types';
import { useAccept } from './useAccept';
import { useMarks } from './useMarks';
import { useThreads, type OpenThreads } from './useThreads';

export interface Comments {
  surface: string;
  discussion: Discussion;
  open: OpenThreads;
  places: Places;
  selected: string | null;
  pending: Pending | null;
  shown: boolean;
  show: (shown: boolean) => void;
  select: (id: string | null) => void;
  /** On what is selected, or on the paragraph of the cursor. */
  begin: (kind: Pending['kind']) => void;
  highlight: (tone: number) => void;
  /** The thread that was begun is selected. */
  endPending: (thread: string | null) => void;
  accept: (threads: readonly Thread[]) => void;
  /** What stands at the passage of a thread now; null when it is gone. */
  quoteNow: (id: string) => string | null;
}

function passageOf(editor: PassageEditor | null, surface: string): Omit<Pending, 'kind'> | null {
  const found = editor?.selection();
  if (!found) return null;
  const { position, quote, words } = found;
  return { anchor: { surface, position, quote }, words };
}

function useBegin(editor: PassageEditor | null, surface: string, discussion: Discussion) {
  const [pending, setPending] = useState<Pending | null>(null);
  const { open } = discussion.actions;
  const begin = useCallback(
    (kind: Pending['kind']) => {
      const passage = passageOf(editor, surface);
      // Without words there is nothing that others would stand in place of.
      const fits = passage && (kind === 'comment' || passage.anchor.quote !== '');
      if (!fits) return false;
      setPending({ kind, ...passage });
      editor?.endSelection();
      return true;
    },
    [editor, surface],
  );
  const highlight = useCallback(
    (tone: number) => {
      const passage = passageOf(editor, surface);
      if (!passage) return;
      open(passage.anchor, { text: '', highlight: true, extra: { tone } });
      editor?.endSelection();
      // The menu of colours gives its focus back first.
      setTimeout(() => editor?.focus());
    },
    [editor, surface, open],
  );
  return { pending, setPending, begin, highlight };
}

/** Another one when somebody was erased, so that the threads are read anew (SAF4). */
function useThreadsPort(client: Client, room: string, surface: string) {
  const erased = useAppSelector((state) => state.rooms.entities[room]?.erased);
  return useMemo(
    () => createThreadsPort(client, room, surface),
    // eslint-disable-next-line react-hooks/exhaustive-deps -- see above
    [client, room, surface, erased],
  );
}

export function useComments(editor: PassageEditor | null, room: string, surface: string): Comments {
  const client = useClient();
  const port = useThreadsPort(client, room, surface);
  const open = useThreads(port, surface);
  const discussion = useDiscussion(room, port);
  const [selected, setSelected] = useState<string | null>(null);
  const [shown, show] = useState(false);
  const {
    pending,
    setPending,
    begin: beginHere,
    highlight,
  } = useBegin(editor, surface, discussion);
  const { threads, waiting } = open;
  const { members, me } = discussion;
  const anchor = pending?.anchor ?? null;
  const marks = useMemo(
    () => marksOf({ surface, threads, waiting, pending: anchor, members, me }),
    [surface, threads, waiting, anchor, members, me],
  );
  const pick = useCallback((id: string | null) => {
    if (id === pendingMark) return;
    setSelected(id);
    if (id !== null) show(true);
  }, []);
  const places = useMarks(editor, marks, pending ? pendingMark : selected, pick);
  const begin = useCallback(
    (kind: Pending['kind']) => {
      if (!beginHere(kind)) return;
      setSelected(null);
      show(true);
    },
    [beginHere],
  );
  const endPending = useCallback(
    (thread: string | null) => {
      setPending(null);
      setSelected(thread);
    },
    [setPending],
  );
  const select = useCallback(
    (id: string | null) => {
      setSelected(id);
      const place = id === null ? undefined : places.get(id);
      if (place) editor?.reveal(place);
    },
    [editor, places],
  );
  const quoteNow = (id: string) => {
    const place = places.get(id);
    return editor && place ? editor.quoteAt(place) : null;
  };
  const accept = useAccept(editor, discussion);
  const acts = { show, select, begin, highlight, endPending, accept, quoteNow };
  return { surface, discussion, open, places, selected, pending, shown, ...acts };
}
