// A document made from an example, which the page that made it asked for, begins with its words.
import type { DocumentHandle } from '@atelier/sdk';
import { useEffect } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { docExamples } from './examples';

export function useAskedExample(
  { loaded, name }: DocumentHandle,
  empty: boolean,
  start: (id: string) => unknown,
): void {
  const { pathname, search, state } = useLocation();
  const navigate = useNavigate();
  // Another empty document may stand beside the one that it was asked for.
  const here = pathname.endsWith(name.slice(name.indexOf('.') + 1));
  const example = here && (state as { example?: string } | null)?.example;
  const asked = docExamples.find(({ id }) => id === example);
  useEffect(() => {
    if (!asked || !loaded) return;
    if (empty) start(asked.id);
    // Asked once: a reload of a document that was emptied since must not fill it again.
    void navigate(pathname + search, { replace: true, state: null });
  }, [asked, loaded, empty, start, navigate, pathname, search]);
}
