// Who wrote what in a rich document, over its editor.
import { useCallback } from 'react';
import { AuthorsPlace } from '../history/HistoryPlace';
import type { HistoryPlaceProps } from '../history/place';
import type { RichEditor } from './editor';

export function RichAuthors({ editor, ...props }: HistoryPlaceProps & { editor: RichEditor }) {
  const { handle } = props;
  const createPainter = useCallback(async () => {
    const { createRichPainter } = await import('../history/paintRich');
    return createRichPainter(editor, handle.doc);
  }, [editor, handle]);
  return <AuthorsPlace {...props} createPainter={createPainter} />;
}
