// Tells whoever follows me where I am in a rich document. Loaded behind the document.
import { useMemo } from 'react';
import { useProvideView } from '../../../kit/views';
import { richView } from './view';

export function RichView({ surface, page }: { surface: string; page: HTMLElement }) {
  const view = useMemo(() => richView(page), [page]);
  useProvideView(surface, view);
  return null;
}
