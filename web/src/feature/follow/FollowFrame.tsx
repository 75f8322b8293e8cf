// A frame in the leader's colour round the stage, with the name: what moves here moves with them.
import { createPortal } from 'react-dom';
import { personColor } from '../../ui/Avatar';
import classes from './follow.module.css';

export function FollowFrame({ name, color }: { name: string; color: number }) {
  const stage = document.getElementById('main');
  if (!stage) return null;
  return createPortal(
    <div className={classes.frame} style={{ borderColor: personColor(color) }} aria-hidden>
      <span className={classes.name} style={{ background: personColor(color) }}>
        {name}
      </span>
    </div>,
    stage,
  );
}
