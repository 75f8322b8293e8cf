// Tells whoever follows me what is open here, what is at its top, and what I point at with the laser.
// Nothing is sent while nobody wants it: the SDK sees to that.
import type { Follow } from '@atelier/sdk';
import { useEffect } from 'react';
import { useViews, type Spot } from '../../kit/views';

export function useMyView(follow: Follow, room: string, surface: string, laser: boolean): void {
  const views = useViews();
  useEffect(() => {
    let frame = 0;
    let spot: Spot | null = null;
    const tell = () => {
      frame = 0;
      const view = views.get(surface);
      const at = view?.read();
      const point = spot ? view?.point(spot) : undefined;
      follow.setView(room, {
        surface,
        ...(at === undefined ? {} : { at }),
        ...(point === undefined ? {} : { laser: point }),
      });
    };
    const soon = () => {
      // A tab that is not seen does not speak for the person.
      if (!document.hidden) frame ||= requestAnimationFrame(tell);
    };
    const point = ({ clientX, clientY }: PointerEvent) => {
      spot = { x: clientX, y: clientY };
      soon();
    };
    const pointNowhere = () => {
      spot = null;
      soon();
    };
    soon();
    const stop = views.subscribe(soon);
    const stage = document.getElementById('main');
    stage?.addEventListener('scroll', soon, { capture: true, passive: true });
    document.addEventListener('visibilitychange', soon);
    if (laser) {
      stage?.addEventListener('pointermove', point, { passive: true });
      stage?.addEventListener('pointerleave', pointNowhere);
      stage?.setAttribute('data-laser', '');
    }
    return () => {
      cancelAnimationFrame(frame);
      stop();
      stage?.removeEventListener('scroll', soon, { capture: true });
      document.removeEventListener('visibilitychange', soon);
      stage?.removeEventListener('pointermove', point);
      stage?.removeEventListener('pointerleave', pointNowhere);
      stage?.removeAttribute('data-laser');
    };
  }, [follow, room, surface, laser, views]);
}
