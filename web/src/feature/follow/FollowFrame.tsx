// A frame in the leader's colour round the stage, with the name: what moves here moves with them.
import type { Follow } from '@atelier/sdk';
import { createPortal } from 'react-dom';
import { personColor } from '../../ui/Avatar';
import classes from './follow.module.css';
import { LaserDot } from './LaserDot';

export interface FollowFrameProps {
  follow: Follow;
  room: string;
  surface: string;
  name: string;
  color: number;
}

export function FollowFrame({ name, color, ...place }: FollowFrameProps) {
  const stage = document.getElementById('main');
  if (!stage) return null;
  return createPortal(
    <div className={classes.frame} style={{ borderColor: personColor(color) }} aria-hidden>
      <span className={classes.name} style={{ background: personColor(color) }}>
        {name}
      </span>
      <LaserDot {...place} stage={stage} color={personColor(color)} />
    </div>,
    stage,
  );
}
