// Who wrote what in a plain text, over its editor.
import type { EditorView } from '@codemirror/view';
import { useCallback } from 'react';
import { AuthorsPlace } from './HistoryPlace';
import type { HistoryPlaceProps } from './place';

export function TextAuthors({ view, ...props }: HistoryPlaceProps & { view: EditorView }) {
  const { handle } = props;
  const createPainter = useCallback(async () => {
    const { createTextPainter } = await import('./paintText');
    return createTextPainter(view, handle.doc.getText('text'));
  }, [view, handle]);
  return <AuthorsPlace {...props} createPainter={createPainter} />;
}
