// The discussions of an open document, bound to its editor: passages marked in the text, the one that
// was picked, and the comment or suggestion that is being begun.
import { TextSelection } from 'prosemirror-state';
import { useCallback, useMemo, useState } from 'react';
import { useClient } from '../../../../state/client';
import type { RichEditor } from '../editor';
import { encodeAnchor, quoteOf, type Passage } from './anchors';
import { useDiscussion, type Discussion } from './discussion';
import { marksOf, pendingMark } from './marks';
import { syncOf } from './passages';
import { linesOf } from './replace';
import { createThreadsPort, type Pending, type Thread } from './types';
import { useAccept } from './useAccept';
import { useCommentCommands } from './useCommentCommands';
import { useMarks } from './useMarks';
import { useThreads, type OpenThreads } from './useThreads';

export interface Comments {
  surface: string;
  discussion: Discussion;
  open: OpenThreads;
  places: ReadonlyMap<string, Passage>;
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

function passageOf(editor: RichEditor, surface: string): Omit<Pending, 'kind'> | null {
  const state = editor.prosemirrorState;
  const { from, to, empty, $from } = state.selection;
  const passage = empty ? { from: $from.start(), to: $from.end() } : { from, to };
  const found = syncOf(state);
  if (!found || passage.from === passage.to) return null;
  const position = encodeAnchor(found.sync.type, found.mapping, passage);
  const quote = quoteOf(state.doc, passage);
  return { anchor: { surface, position, quote }, words: linesOf(state.doc, passage) };
}

/** The passage is marked from now on; what remains is the place behind it, without a toolbar. */
function endSelection(editor: RichEditor): void {
  editor.transact((transaction) => {
    transaction.setSelection(TextSelection.create(transaction.doc, transaction.selection.to));
  });
}

function useBegin(editor: RichEditor, surface: string, discussion: Discussion) {
  const [pending, setPending] = useState<Pending | null>(null);
  const { open } = discussion.actions;
  const begin = useCallback(
    (kind: Pending['kind']) => {
      const passage = passageOf(editor, surface);
      // Without words there is nothing that others would stand in place of.
      const fits = passage && (kind === 'comment' || passage.anchor.quote !== '');
      if (!fits) return false;
      setPending({ kind, ...passage });
      endSelection(editor);
      return true;
    },
    [editor, surface],
  );
  const highlight = useCallback(
    (tone: number) => {
      const passage = passageOf(editor, surface);
      if (!passage) return;
      open(passage.anchor, { text: '', highlight: true, extra: { tone } });
      endSelection(editor);
      // The menu of colours gives its focus back first.
      setTimeout(() => editor.focus());
    },
    [editor, surface, open],
  );
  return { pending, setPending, begin, highlight };
}

/** Brings the passage of a thread into view. */
function useReveal(editor: RichEditor, places: ReadonlyMap<string, Passage>) {
  return useCallback(
    (id: string) => {
      const place = places.get(id);
      if (!place || !editor.prosemirrorView) return;
      const { node } = editor.prosemirrorView.domAtPos(place.from);
      (node instanceof Element ? node : node.parentElement)?.scrollIntoView({ block: 'center' });
    },
    [editor, places],
  );
}

export function useComments(editor: RichEditor, room: string, surface: string): Comments {
  const client = useClient();
  const port = useMemo(() => createThreadsPort(client, room, surface), [client, room, surface]);
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
  const reveal = useReveal(editor, places);
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
      if (id !== null) reveal(id);
    },
    [reveal],
  );
  const quoteNow = (id: string) => {
    const place = places.get(id);
    return place ? quoteOf(editor.prosemirrorState.doc, place) : null;
  };
  const accept = useAccept(editor, discussion);
  useCommentCommands(discussion.mayComment, begin, highlight);
  const acts = { show, select, begin, highlight, endPending, accept, quoteNow };
  return { surface, discussion, open, places, selected, pending, shown, ...acts };
}
