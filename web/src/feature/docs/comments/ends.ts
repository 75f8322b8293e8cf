// Where a passage stands: both its ends as relative positions of Yjs, so that it moves with the words.
// Bytes for the server, which never looks inside. Knows no editor.
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';
import type { Passage } from './passage';

const quoteBytesMax = 2048;

export type Ends = readonly [from: Y.RelativePosition, to: Y.RelativePosition];

export function encodeEnds(ends: Ends): string {
  const encoder = encoding.createEncoder();
  for (const end of ends) encoding.writeVarUint8Array(encoder, Y.encodeRelativePosition(end));
  return btoa(String.fromCharCode(...encoding.toUint8Array(encoder)));
}

/** Both ends, which are one place when the passage is gone. Null: it is no anchor of ours. */
export function findEnds(
  position: string,
  placeOf: (end: Y.RelativePosition) => number | null | undefined,
): Passage | null {
  try {
    const text = atob(position.replaceAll('-', '+').replaceAll('_', '/'));
    const bytes = Uint8Array.from(text, (character) => character.charCodeAt(0));
    const decoder = decoding.createDecoder(bytes);
    const [from, to] = [0, 1].map(() =>
      placeOf(Y.decodeRelativePosition(decoding.readVarUint8Array(decoder))),
    );
    return from != null && to != null ? { from, to } : null;
  } catch {
    return null;
  }
}

/** Null when the passage is gone. Words that were deleted and came back by an undo are others for Yjs; when
 * they stand again where the passage was, they are it. */
export function standing(
  ends: Passage | null,
  quote: string | undefined,
  wordsAt: (place: Passage) => string | null,
): Passage | null {
  if (!ends || ends.from < ends.to) return ends;
  if (!quote) return null;
  const before = { from: ends.from - quote.length, to: ends.from };
  const after = { from: ends.from, to: ends.from + quote.length };
  const fits = (place: Passage) => wordsAt(place)?.replace(/\s/g, ' ') === quote;
  return [before, after].find(fits) ?? null;
}

/** The words of a passage in one line, as they are shown when it is gone. */
export function asQuote(text: string): string {
  const words = text.replace(/\s+/g, ' ').trim();
  const bytes = new TextEncoder().encode(words);
  if (bytes.length <= quoteBytesMax) return words;
  // A letter that was cut in two becomes a mark of replacement at the end.
  return new TextDecoder().decode(bytes.slice(0, quoteBytesMax - 3)).replace(/\uFFFD$/, '');
}
