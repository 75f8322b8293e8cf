// A few people side by side with "+2" for the rest; used wherever a place shows who is in it.
import { Group, Tooltip } from '@mantine/core';
import { Avatar } from './Avatar';
import classes from './Avatar.module.css';

export interface StackPerson {
  id: string;
  name: string;
  color: number;
  picture?: string | undefined;
}

export interface AvatarStackProps {
  people: readonly StackPerson[];
  max?: number;
  size?: number;
  /** All names in one sentence, translated by the caller. */
  label: string;
}

export function AvatarStack({ people, max = 3, size = 24, label }: AvatarStackProps) {
  if (people.length === 0) return null;
  const shown = people.slice(0, max);
  const rest = people.length - shown.length;
  return (
    <Tooltip label={label}>
      <Group gap={4} wrap="nowrap" role="img" aria-label={label}>
        {shown.map((person) => (
          <Avatar key={person.id} {...person} size={size} decorative />
        ))}
        {rest > 0 ? <span className={classes.rest} data-rest={`+${rest}`} /> : null}
      </Group>
    </Tooltip>
  );
}
