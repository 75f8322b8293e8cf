// Passages of a rich document in the colours of their authors, as decorations of its editor. The
// shared types and the editor's nodes are walked side by side.
import type { Node } from 'prosemirror-model';
import { Decoration, DecorationSet } from 'prosemirror-view';
import * as Y from 'yjs';
import type { RichEditor } from '../rich/editor';
import { paintMeta } from '../rich/paint';
import { rootName } from '../rich/seed';
import './authors.css';
import { passagesOf, type AuthorIndex, type Passage } from './authors';
import { attributesOf, type Looks, type Painter } from './painter';

/** Null where the editor does not show what the shared types hold now. */
export function passagesIn(
  type: Y.XmlFragment,
  doc: Node,
  index: AuthorIndex,
  start = 0,
): Passage[] | null {
  const found: Passage[] = [];
  let at = start;
  for (let item = type._start; item; item = item.right) {
    if (item.deleted || !(item.content instanceof Y.ContentType)) continue;
    const child: unknown = item.content.type;
    if (child instanceof Y.XmlText) {
      found.push(...passagesOf(child, index, at));
      at += child.length;
    } else if (child instanceof Y.XmlElement) {
      const node = at < doc.content.size ? doc.nodeAt(at) : null;
      if (node?.type.name !== child.nodeName) return null;
      const inside = node.isLeaf ? [] : passagesIn(child, doc, index, at + 1);
      if (!inside) return null;
      found.push(...inside);
      at += node.nodeSize;
    }
  }
  return at <= doc.content.size ? found : null;
}

export function createRichPainter(editor: RichEditor, ydoc: Y.Doc): Painter {
  const root = ydoc.getXmlFragment(rootName);
  return {
    paint: (index: AuthorIndex, looksOf: (person: string) => Looks) => {
      const draw = (doc: Node) => {
        const marks = (passagesIn(root, doc, index) ?? []).flatMap(({ from, to, person }) =>
          person === undefined ? [] : [Decoration.inline(from, to, attributesOf(looksOf(person)))],
        );
        return DecorationSet.create(doc, marks);
      };
      editor.transact((transaction) => paintMeta(transaction, draw));
      return passagesIn(root, editor.prosemirrorState.doc, index);
    },
    clear: () => {
      editor.transact((transaction) => paintMeta(transaction, null));
    },
  };
}
