// Tells whoever follows me what is open here and what is at its top. Nothing is sent while nobody
// wants it: the SDK sees to that.
import type { Follow } from '@atelier/sdk';
import { useEffect } from 'react';
import { useViews } from '../../kit/views';

export function useMyView(follow: Follow, room: string, surface: string): void {
  const views = useViews();
  useEffect(() => {
    let frame = 0;
    const tell = () => {
      frame = 0;
      const at = views.get(surface)?.read();
      follow.setView(room, { surface, ...(at === undefined ? {} : { at }) });
    };
    const soon = () => {
      // A tab that is not seen does not speak for the person.
      if (!document.hidden) frame ||= requestAnimationFrame(tell);
    };
    soon();
    const stop = views.subscribe(soon);
    const stage = document.getElementById('main');
    stage?.addEventListener('scroll', soon, { capture: true, passive: true });
    document.addEventListener('visibilitychange', soon);
    return () => {
      cancelAnimationFrame(frame);
      stop();
      stage?.removeEventListener('scroll', soon, { capture: true });
      document.removeEventListener('visibilitychange', soon);
    };
  }, [follow, room, surface, views]);
}
