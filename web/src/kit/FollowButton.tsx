// Follow somebody, from a list of people.
import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { addFollowWords } from '../i18n/follow';
import { useWords } from '../i18n/useWords';
import { useFollow } from '../state/useFollow';
import { useFollowActions } from './useFollowActions';

export interface FollowButtonProps {
  room: string;
  person: { id: string; name: string };
}

export function FollowButton({ room, person }: FollowButtonProps) {
  const { t } = useTranslation();
  const words = useWords(addFollowWords);
  const state = useFollow(room);
  const { start, stop } = useFollowActions(state?.follow, room);
  if (!words || !state) return null;
  const mine = state.leader === person.id;
  return (
    <Button
      size="compact-xs"
      h={24}
      variant="default"
      flex="none"
      ms="auto"
      aria-label={t(mine ? 'follow.stop' : 'follow.follow', { name: person.name })}
      onClick={() => (mine ? stop() : start(person))}
    >
      {t(mine ? 'follow.buttonStop' : 'follow.button')}
    </Button>
  );
}
