// A place for colours over the text of a rich document, filled from outside (history). Shown in this
// editor only; the document stays as it is.
import { createExtension } from '@blocknote/core';
import type { Node } from 'prosemirror-model';
import { Plugin, PluginKey, type Transaction } from 'prosemirror-state';
import { DecorationSet } from 'prosemirror-view';
import { ySyncPluginKey } from 'y-prosemirror';

export type Draw = (doc: Node) => DecorationSet;

interface PaintState {
  draw: Draw | null;
  decorations: DecorationSet;
}

const key = new PluginKey<PaintState>('atelier-paint');

const plugin = () =>
  new Plugin<PaintState>({
    key,
    state: {
      init: () => ({ draw: null, decorations: DecorationSet.empty }),
      apply: (transaction, before) => {
        const told = transaction.getMeta(key) as { draw: Draw | null } | undefined;
        const { draw } = told ?? before;
        const sync = transaction.getMeta(ySyncPluginKey) as
          { isChangeOrigin?: boolean } | undefined;
        // Changes of others replace nodes as a whole, and with them what was painted.
        if (told || (draw && sync?.isChangeOrigin))
          return { draw, decorations: draw?.(transaction.doc) ?? DecorationSet.empty };
        if (!draw || !transaction.docChanged) return before;
        return { draw, decorations: before.decorations.map(transaction.mapping, transaction.doc) };
      },
    },
    props: { decorations: (state) => key.getState(state)?.decorations },
  });

export const Paint = createExtension(
  () => ({ key: 'atelierPaint', prosemirrorPlugins: [plugin()] }) as const,
);

export function paintMeta(transaction: Transaction, draw: Draw | null): Transaction {
  return transaction.setMeta(key, { draw }).setMeta('addToHistory', false);
}
