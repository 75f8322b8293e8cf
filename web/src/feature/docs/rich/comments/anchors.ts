// Where a comment stands in a rich document.
import type { Node } from 'prosemirror-model';
import {
  absolutePositionToRelativePosition,
  relativePositionToAbsolutePosition,
} from 'y-prosemirror';
import type * as Y from 'yjs';
import { asQuote, encodeEnds, findEnds, standing } from '../../comments/ends';
import type { Passage } from '../../comments/passage';

/** How the editor's nodes and the shared types belong together; kept by the binding. */
export type NodeMapping = Map<Y.AbstractType<unknown>, Node | Node[]>;

export function encodeAnchor(type: Y.XmlFragment, mapping: NodeMapping, passage: Passage): string {
  const relative = (place: number) =>
    absolutePositionToRelativePosition(place, type, mapping) as unknown as Y.RelativePosition;
  return encodeEnds([relative(passage.from), relative(passage.to)]);
}

function endsOf(position: string, doc: Y.Doc, type: Y.XmlFragment, mapping: NodeMapping) {
  return findEnds(position, (end) => relativePositionToAbsolutePosition(doc, type, end, mapping));
}

/** Null when the passage is gone, or when it is no anchor of ours. */
export function findPassage(
  position: string,
  doc: Y.Doc,
  type: Y.XmlFragment,
  mapping: NodeMapping,
): Passage | null {
  return standing(endsOf(position, doc, type, mapping), undefined, () => null);
}

/** As `findPassage`, and by its words when they were gone. */
export function findQuoted(
  anchor: { position: string; quote?: string | undefined },
  text: Node,
  ...[doc, type, mapping]: [Y.Doc, Y.XmlFragment, NodeMapping]
): Passage | null {
  const ends = endsOf(anchor.position, doc, type, mapping);
  return standing(ends, anchor.quote, ({ from, to }) =>
    from >= 0 && to <= text.content.size ? text.textBetween(from, to, '\n', '\n') : null,
  );
}

/** The words of the passage, as they are shown when it is gone. */
export function quoteOf(doc: Node, { from, to }: Passage): string {
  return asQuote(doc.textBetween(from, to, ' ', ' '));
}
