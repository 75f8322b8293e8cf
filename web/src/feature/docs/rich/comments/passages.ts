// Marks the passages that are discussed, in the editor only: the document itself stays as it is, so
// that who may comment but not write can do so. Knows nothing of what is said there.
import { createExtension, createStore } from '@blocknote/core';
import { Plugin, PluginKey, type EditorState, type Transaction } from 'prosemirror-state';
import { DecorationSet } from 'prosemirror-view';
import { ySyncPluginKey } from 'y-prosemirror';
import type * as Y from 'yjs';
import type { Mark } from '../../comments/look';
import type { Passage, Shown } from '../../comments/passage';
import { findQuoted, type NodeMapping } from './anchors';
import { paint } from './paint';

interface PassageState extends Shown {
  places: ReadonlyMap<string, Passage>;
  decorations: DecorationSet;
}

interface SyncState {
  doc: Y.Doc;
  type: Y.XmlFragment;
  binding: { mapping: NodeMapping } | null;
}

const key = new PluginKey<PassageState>('atelier-passages');

export function syncOf(state: EditorState): { sync: SyncState; mapping: NodeMapping } | null {
  const sync = ySyncPluginKey.getState(state) as SyncState | undefined;
  return sync?.binding ? { sync, mapping: sync.binding.mapping } : null;
}

/** Where passages stand now, by their anchors. */
export function locate(
  state: EditorState,
  marks: readonly Pick<Mark, 'id' | 'position' | 'quote'>[],
): Map<string, Passage> {
  const places = new Map<string, Passage>();
  const found = syncOf(state);
  if (!found) return places;
  const { sync, mapping } = found;
  for (const mark of marks) {
    const passage = findQuoted(mark, state.doc, sync.doc, sync.type, mapping);
    if (passage && passage.to <= state.doc.content.size) places.set(mark.id, passage);
  }
  return places;
}

function mapped(places: ReadonlyMap<string, Passage>, transaction: Transaction) {
  const moved = new Map<string, Passage>();
  for (const [id, { from, to }] of places) {
    const next = { from: transaction.mapping.map(from, 1), to: transaction.mapping.map(to, -1) };
    if (next.from < next.to) moved.set(id, next);
  }
  return moved;
}

function draw(state: EditorState, shown: Shown, places: ReadonlyMap<string, Passage>) {
  const decorations = shown.marks.flatMap((mark) => {
    const place = places.get(mark.id);
    return place ? paint(mark, place, mark.id === shown.selected) : [];
  });
  return {
    ...shown,
    places,
    decorations: DecorationSet.create(state.doc, decorations),
  };
}

export interface PassageOptions {
  onPick: (id: string | null) => void;
  onMoved: (places: ReadonlyMap<string, Passage>) => void;
}

function passagePlugin({ onPick, onMoved }: PassageOptions): Plugin<PassageState> {
  return new Plugin<PassageState>({
    key,
    state: {
      init: (_config, state) => draw(state, { marks: [], selected: null }, new Map()),
      apply: (transaction, before, _old, state) => {
        const shown = transaction.getMeta(key) as Shown | undefined;
        const sync = transaction.getMeta(ySyncPluginKey) as
          { isChangeOrigin?: boolean } | undefined;
        // Changes of others replace nodes as a whole: only the anchors know where passages went.
        if (shown || sync?.isChangeOrigin) {
          const { marks, selected } = shown ?? before;
          return draw(state, { marks, selected }, locate(state, marks));
        }
        if (!transaction.docChanged) return before;
        return draw(state, before, mapped(before.places, transaction));
      },
    },
    props: {
      decorations: (state) => key.getState(state)?.decorations,
      handleClick: (view, _position, event) => {
        const mark = (event.target as Element | null)?.closest('[data-thread]');
        onPick(mark && view.dom.contains(mark) ? mark.getAttribute('data-thread') : null);
        return false;
      },
    },
    view: () => ({
      update: (view, before) => {
        const now = key.getState(view.state)?.places;
        if (now && now !== key.getState(before)?.places) onMoved(now);
      },
    }),
  });
}

export const Passages = createExtension(() => {
  const picked = createStore<{ id: string | null }>({ id: null });
  const places = createStore<{ places: ReadonlyMap<string, Passage> }>({ places: new Map() });
  return {
    key: 'atelierPassages',
    picked,
    places,
    prosemirrorPlugins: [
      passagePlugin({
        onPick: (id) => picked.setState({ id }),
        onMoved: (now) => places.setState({ places: now }),
      }),
    ],
  } as const;
});

/** What to mark from now on. */
export function passageMeta(transaction: Transaction, shown: Shown): Transaction {
  return transaction.setMeta(key, shown).setMeta('addToHistory', false);
}
