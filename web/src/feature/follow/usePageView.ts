// Views of what is no surface of its own: the overview, a summary, the chat made large. Others tell
// theirs themselves (kit/views.ts).
import { useEffect, useRef } from 'react';
import { blockView } from '../../kit/blockView';
import { useViews, type SurfaceView } from '../../kit/views';

const stage = () => document.getElementById('main');

/** What `[data-page]` holds are the blocks; they have no names, so they are counted. */
const page = blockView({
  scroller: () => stage()?.querySelector<HTMLElement>('[data-scroll]') ?? null,
  list: function* (scroller) {
    const blocks = (scroller.querySelector('[data-page]') ?? scroller).children;
    for (const [index, block] of [...blocks].entries()) yield [String(index), block];
  },
});

const chat = (fetch: (name: string) => void): SurfaceView =>
  blockView({
    scroller: () => stage()?.querySelector<HTMLElement>('[data-virtuoso-scroller]') ?? null,
    list: function* (scroller) {
      for (const row of scroller.querySelectorAll<HTMLElement>('[data-message]')) {
        yield [row.dataset['message'] ?? '', row];
      }
    },
    fetch,
  });

/** `showMessage`: brings one that is not loaded. */
export function usePageView(surface: string, showMessage: (seq: number) => void): void {
  const views = useViews();
  const latest = useRef(showMessage);
  useEffect(() => {
    latest.current = showMessage;
  });
  useEffect(() => {
    if (surface === 'chat') {
      const fetch = (name: string) => {
        const seq = Number(name);
        if (Number.isSafeInteger(seq) && seq > 0) latest.current(seq);
      };
      return views.provide(surface, chat(fetch));
    }
    const isPage = surface === 'room' || /^(summary|files)\//.test(surface);
    return isPage ? views.provide(surface, page) : undefined;
  }, [views, surface]);
}
