// Where a comment stands: the two ends of its passage as relative positions of Yjs, so that it moves
// with the words. Bytes for the server, which never looks inside.
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import type { Node } from 'prosemirror-model';
import {
  absolutePositionToRelativePosition,
  relativePositionToAbsolutePosition,
} from 'y-prosemirror';
import * as Y from 'yjs';

/** How the editor's nodes and the shared types belong together; kept by the binding. */
export type NodeMapping = Map<Y.AbstractType<unknown>, Node | Node[]>;

export interface Passage {
  from: number;
  to: number;
}

const quoteBytesMax = 2048;

export function encodeAnchor(type: Y.XmlFragment, mapping: NodeMapping, passage: Passage): string {
  const encoder = encoding.createEncoder();
  for (const position of [passage.from, passage.to]) {
    const relative = absolutePositionToRelativePosition(position, type, mapping) as unknown;
    const bytes = Y.encodeRelativePosition(relative as Y.RelativePosition);
    encoding.writeVarUint8Array(encoder, bytes);
  }
  return btoa(String.fromCharCode(...encoding.toUint8Array(encoder)));
}

/** Both ends, which are one place when the passage is gone. Null: it is no anchor of ours. */
function findEnds(
  position: string,
  doc: Y.Doc,
  type: Y.XmlFragment,
  mapping: NodeMapping,
): Passage | null {
  try {
    const text = atob(position.replaceAll('-', '+').replaceAll('_', '/'));
    const bytes = Uint8Array.from(text, (character) => character.charCodeAt(0));
    const decoder = decoding.createDecoder(bytes);
    const [from, to] = [0, 1].map(() => {
      const relative = Y.decodeRelativePosition(decoding.readVarUint8Array(decoder));
      return relativePositionToAbsolutePosition(doc, type, relative, mapping);
    });
    return from != null && to != null ? { from, to } : null;
  } catch {
    return null;
  }
}

/** Null when the passage is gone, or when it is no anchor of ours. */
export function findPassage(
  position: string,
  doc: Y.Doc,
  type: Y.XmlFragment,
  mapping: NodeMapping,
): Passage | null {
  const ends = findEnds(position, doc, type, mapping);
  return ends && ends.from < ends.to ? ends : null;
}

/** As `findPassage`. Words that were deleted and came back by an undo are others for Yjs; when they stand
 * again where the passage was, they are it. */
export function findQuoted(
  anchor: { position: string; quote?: string | undefined },
  text: Node,
  ...[doc, type, mapping]: [Y.Doc, Y.XmlFragment, NodeMapping]
): Passage | null {
  const ends = findEnds(anchor.position, doc, type, mapping);
  if (!ends || ends.from < ends.to) return ends;
  const { quote = '' } = anchor;
  if (quote === '') return null;
  const before = { from: ends.from - quote.length, to: ends.from };
  const after = { from: ends.from, to: ends.from + quote.length };
  const fits = ({ from, to }: Passage) =>
    from >= 0 && to <= text.content.size && text.textBetween(from, to, '\n', '\n') === quote;
  return [before, after].find(fits) ?? null;
}

/** The words of the passage, as they are shown when it is gone. */
export function quoteOf(doc: Node, { from, to }: Passage): string {
  const words = doc.textBetween(from, to, ' ', ' ').replace(/\s+/g, ' ').trim();
  const bytes = new TextEncoder().encode(words);
  if (bytes.length <= quoteBytesMax) return words;
  // A letter that was cut in two becomes a mark of replacement at the end.
  return new TextDecoder().decode(bytes.slice(0, quoteBytesMax - 3)).replace(/\uFFFD$/, '');
}
