// Where the leader points, in their colour, over the stage: at the same content as on their screen.
import type { Follow, View } from '@atelier/sdk';
import { useEffect, useRef, useState } from 'react';
import { useViews, type Spot } from '../../kit/views';
import classes from './follow.module.css';

export interface LaserDotProps {
  follow: Follow;
  room: string;
  /** What is open here. */
  surface: string;
  stage: HTMLElement;
  color: string;
}

/** Seen again once what the view asked for has been scrolled to. */
const againMs = 150;

export function LaserDot({ follow, room, surface, stage, color }: LaserDotProps) {
  const views = useViews();
  const view = useRef<View | null>(null);
  const [spot, setSpot] = useState<Spot | null>(null);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const see = () => {
      const now = view.current;
      const point = now?.surface === surface ? now.laser : undefined;
      setSpot((point !== undefined && views.get(surface)?.spotOf(point)) || null);
    };
    const stop = follow.on('view', (next) => {
      if (next.room !== room) return;
      view.current = next;
      see();
      clearTimeout(timer);
      timer = setTimeout(see, againMs);
    });
    stage.addEventListener('scroll', see, { capture: true, passive: true });
    return () => {
      stop();
      clearTimeout(timer);
      stage.removeEventListener('scroll', see, { capture: true });
    };
  }, [follow, room, surface, stage, views]);
  if (!spot) return null;
  const { left, top } = stage.getBoundingClientRect();
  const place = { left: spot.x - left, top: spot.y - top, background: color };
  return <span className={classes.laser} data-laser-dot style={place} />;
}
