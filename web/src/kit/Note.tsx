// What somebody is at, in their own words, while it holds.
import type { PersonNote } from '@atelier/sdk';
import { Text } from '@mantine/core';

export function noteText(note: PersonNote | undefined, now = Date.now()): string | undefined {
  return note && (note.until === undefined || note.until > now) ? note.text : undefined;
}

export function Note({ of }: { of: PersonNote | undefined }) {
  const text = noteText(of);
  if (!text) return null;
  return (
    <Text component="span" display="block" fz="xs" c="dimmed" className="at-ellipsis">
      {text}
    </Text>
  );
}
