// The discussions of an open document, bound to its editor: passages marked in the text, the one that
// was picked, and the comment that is being begun.
import { useCallback, useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { useClient } from '../../../../state/client';
import { useRegisterCommands } from '../../../../state/useCommands';
import { CommentIcon } from '../../../../ui/icons';
import type { RichEditor } from '../editor';
import { encodeAnchor, quoteOf, type Passage } from './anchors';
import { useDiscussion, type Discussion } from './discussion';
import { passageMeta, Passages, syncOf, type Mark } from './passages';
import { createThreadsPort, type Anchor } from './types';
import { useThreads, type OpenThreads } from './useThreads';

export interface Comments {
  surface: string;
  discussion: Discussion;
  open: OpenThreads;
  places: ReadonlyMap<string, Passage>;
  selected: string | null;
  pending: Anchor | null;
  shown: boolean;
  show: (shown: boolean) => void;
  select: (id: string | null) => void;
  /** Begins a comment on what is selected, or on the paragraph of the cursor. */
  begin: () => void;
  /** The thread that was begun is selected. */
  endPending: (thread: string | null) => void;
}

export const pendingMark = 'pending';

function passagesOf(editor: RichEditor) {
  const extension = editor.getExtension(Passages);
  if (!extension) throw new Error('the editor was made without its passages');
  return extension;
}

function anchorOf(editor: RichEditor, surface: string): Anchor | null {
  const state = editor.prosemirrorState;
  const { from, to, empty, $from } = state.selection;
  const passage = empty ? { from: $from.start(), to: $from.end() } : { from, to };
  const found = syncOf(state);
  if (!found || passage.from === passage.to) return null;
  const position = encodeAnchor(found.sync.type, found.mapping, passage);
  return { surface, position, quote: quoteOf(state.doc, passage) };
}

/** Marks what is discussed and hears which passage is clicked. */
function useMarks(
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

export function useComments(editor: RichEditor, room: string, surface: string): Comments {
  const client = useClient();
  const port = useMemo(() => createThreadsPort(client, room, surface), [client, room, surface]);
  const open = useThreads(port, surface);
  const discussion = useDiscussion(room, port);
  const [selected, setSelected] = useState<string | null>(null);
  const [pending, setPending] = useState<Anchor | null>(null);
  const [shown, show] = useState(false);
  const marks = useMemo(() => {
    const all: Mark[] = [];
    for (const { thread } of open.threads.values())
      if (thread.state === 'open' && thread.anchor.position)
        all.push({ id: thread.id, position: thread.anchor.position });
    if (pending?.position) all.push({ id: pendingMark, position: pending.position });
    return all;
  }, [open.threads, pending]);
  const pick = useCallback((id: string | null) => {
    if (id === pendingMark) return;
    setSelected(id);
    if (id !== null) show(true);
  }, []);
  const places = useMarks(editor, marks, pending ? pendingMark : selected, pick);
  const begin = useCallback(() => {
    const anchor = anchorOf(editor, surface);
    if (!anchor) return;
    setSelected(null);
    setPending(anchor);
    show(true);
  }, [editor, surface]);
  const endPending = useCallback((thread: string | null) => {
    setPending(null);
    setSelected(thread);
  }, []);
  const select = useCallback(
    (id: string | null) => {
      setSelected(id);
      const place = id === null ? undefined : places.get(id);
      if (!place || !editor.prosemirrorView) return;
      const { node } = editor.prosemirrorView.domAtPos(place.from);
      (node instanceof Element ? node : node.parentElement)?.scrollIntoView({ block: 'center' });
    },
    [editor, places],
  );
  useBeginCommand(discussion.mayComment, begin);
  const acts = { show, select, begin, endPending };
  return { surface, discussion, open, places, selected, pending, shown, ...acts };
}

function useBeginCommand(mayComment: boolean, begin: () => void): void {
  const commands = useMemo(
    () => [
      {
        id: 'docs.comment',
        titleKey: 'docs.rich.comment',
        icon: CommentIcon,
        shortcut: 'mod+alt+m',
        when: () => mayComment,
        run: begin,
      },
    ],
    [mayComment, begin],
  );
  useRegisterCommands(commands);
}
