// What the history of an open document is given by its frame.
import type { DocumentHandle } from '@atelier/sdk';
import type { Painter } from './painter';
import type { History } from './useHistory';

export interface HistoryPlaceProps {
  room: string;
  /** Its name for the server. */
  document: string;
  title: string;
  handle: DocumentHandle;
  history: History;
}

export interface AuthorsPlaceProps extends HistoryPlaceProps {
  /** Must be stable. */
  createPainter: () => Promise<Painter>;
}
