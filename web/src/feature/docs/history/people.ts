// Names and colours of everybody in a history, also of those who have left the room.
import type { PeopleById } from '@atelier/sdk';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { colorOf, useMembers } from '../../../state/useRoom';
import { personColor } from '../../../ui/Avatar';
import type { StackPerson } from '../../../ui/AvatarStack';

export interface Someone extends StackPerson {
  /** Of CSS. */
  ink: string;
}

/** By id; nobody by none, and by an empty one. */
export type PersonOf = (id: string | undefined) => Someone;

export function usePersonOf(room: string, people: PeopleById): PersonOf {
  const { t } = useTranslation();
  const members = useMembers(room);
  return useCallback(
    (asked) => {
      const id = asked ?? '';
      const name = members.find((member) => member.id === id)?.name ?? people[id]?.name;
      const color = colorOf(members, id);
      const ink = id === '' ? 'var(--mantine-color-dimmed)' : personColor(color);
      return { id, name: name ?? t('common.somebody'), color, ink };
    },
    [members, people, t],
  );
}
