// What the discussions of a document ask of its editor, rich or plain: where passages stand, how they
// are marked, and edits of accepted suggestions.
import type { Mark } from './look';
import type { Thread } from './types';

/** Places in the editor's own count. */
export interface Passage {
  from: number;
  to: number;
}

export type Places = ReadonlyMap<string, Passage>;

/** A passage as it is told to the server, and its words as they stand. */
export interface Quoted {
  position: string;
  quote: string;
  words: string;
}

export interface Shown {
  marks: readonly Mark[];
  selected: string | null;
}

export interface Applied {
  /** Whose passages are not in the text any more, or overlap another that was accepted with them. */
  missing: readonly string[];
  /** False when I have changed the document since: then only I know what to take back. */
  undo: () => boolean;
}

export interface PassageEditor {
  /** What is selected, or the paragraph of the cursor; null when there is none. */
  selection: () => Quoted | null;
  /** The passage is marked from now on; what remains is the place behind it. */
  endSelection: () => void;
  focus: () => void;
  /** Brings it into view. */
  reveal: (place: Passage) => void;
  quoteAt: (place: Passage) => string;
  mark: (shown: Shown) => void;
  places: () => Places;
  onMoved: (moved: () => void) => () => void;
  /** Told of clicks into the text: on which thread, or on none. */
  onPicked: (picked: (id: string | null) => void) => () => void;
  /** One edit of the document, which can be undone as one. */
  apply: (threads: readonly Thread[]) => Applied;
}
