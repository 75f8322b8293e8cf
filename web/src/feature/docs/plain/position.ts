// Places in a plain text that edits carry along, as views and lasers tell them.
import type { JsonValue } from '@atelier/sdk';
import * as Y from 'yjs';
import { fieldOf } from '../../../kit/views';

export function positionAt(text: Y.Text, index: number): JsonValue {
  const position = Y.createRelativePositionFromTypeIndex(text, index);
  return Y.relativePositionToJSON(position) as JsonValue;
}

/** What came from another device may be anything. */
export function indexOf(at: JsonValue, text: Y.Text): number | undefined {
  const position = fieldOf(at, 'position');
  if (position === undefined || !text.doc) return undefined;
  try {
    const relative = Y.createRelativePositionFromJSON(position);
    const found = Y.createAbsolutePositionFromRelativePosition(relative, text.doc);
    return found?.type === text ? found.index : undefined;
  } catch {
    return undefined;
  }
}
