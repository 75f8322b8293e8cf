// A person as a coloured disc. The colour is the person's index in the room, so that everybody sees
// the same one; it never stands alone: initials inside, the name as label.
import { people } from './theme';
import classes from './Avatar.module.css';

export type PresenceStatus = 'online' | 'idle' | 'away' | 'dnd' | 'offline';

export interface AvatarProps {
  name: string;
  color: number;
  /** Where it is; initials stand until it is there, and when it cannot be shown. */
  picture?: string | undefined;
  size?: number;
  status?: PresenceStatus;
  /** When the name stands next to it, the avatar is decoration for screen readers. */
  decorative?: boolean;
}

export function initials(name: string): string {
  const words = name.trim().split(/\s+/).filter(Boolean);
  const first = [...(words[0] ?? '?')][0] ?? '?';
  const last = words.length > 1 ? ([...(words[words.length - 1] ?? '')][0] ?? '') : '';
  return (first + last).toUpperCase();
}

export function personColor(index: number): string {
  return `var(--at-person-${Math.abs(Math.trunc(index)) % people.length})`;
}

export function Avatar(props: AvatarProps) {
  const { name, color, picture, size = 28, status, decorative = false } = props;
  const label = decorative ? { 'aria-hidden': true } : { role: 'img', 'aria-label': name };
  const style = { inlineSize: size, blockSize: size, fontSize: Math.max(9, size * 0.4) };
  return (
    <span className={classes.root} style={style} {...label}>
      {/* Drawn by CSS: initials are a picture of the name, not words of a label around it. */}
      <span
        className={classes.disc}
        style={{ background: personColor(color) }}
        data-initials={initials(name)}
      />
      {picture ? (
        <img
          key={picture}
          className={classes.picture}
          src={picture}
          alt=""
          draggable={false}
          onError={({ currentTarget }) => (currentTarget.hidden = true)}
        />
      ) : null}
      {status ? <PresenceDot status={status} /> : null}
    </span>
  );
}

/** The state is also in words wherever the dot stands, so the dot itself is silent. */
export function PresenceDot({ status }: { status: PresenceStatus }) {
  return <span className={classes.dot} data-status={status} aria-hidden />;
}
