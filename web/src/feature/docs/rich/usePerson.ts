// Me, as others see my cursor: name and colour of the room.
import { useMemo } from 'react';
import { useAppSelector } from '../../../state/store';
import { useMembers } from '../../../state/useRoom';
import { people } from '../../../ui/theme';
import type { CursorPerson } from './editor';

export function usePerson(room: string): CursorPerson | null {
  const me = useAppSelector((state) => state.connection.me);
  const members = useMembers(room);
  const index = members.find((member) => member.id === me?.id)?.color ?? 0;
  const color = people[index % people.length] ?? people[0];
  return useMemo(() => (me ? { id: me.id, name: me.name, color } : null), [me, color]);
}
