// Rows between messages: a new day, and where the unread ones begin.
import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../kit/dates';
import { useAppSelector } from '../../state/store';
import { useNow } from '../../state/useNow';
import { dayOf } from '../../state/chatRows';
import { useChat } from './chatContext';
import classes from './chat.module.css';

const dayMs = 86_400_000;

export function DayRow({ at }: { at: number }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const now = useNow(60_000);
  const words =
    dayOf(at) === dayOf(now)
      ? t('common.today')
      : dayOf(at) === dayOf(now - dayMs)
        ? t('common.yesterday')
        : new Intl.DateTimeFormat(language, {
            weekday: 'long',
            day: 'numeric',
            month: 'long',
          }).format(at);
  return (
    <div className={classes.day} role="separator" aria-label={words}>
      <Text component="span" fz="xs" fw={500} c="dimmed">
        {words}
      </Text>
    </div>
  );
}

/** Above the first message of somebody who does not see what was before they came. */
export function BeginningRow() {
  const { t } = useTranslation();
  const language = useLanguage();
  const { room, root } = useChat();
  const from = useAppSelector((state) => state.rooms.entities[room]?.historyFrom ?? 0);
  const more = useAppSelector((state) => state.messages[room]?.hasOlder ?? false);
  if (from === 0 || more || root !== undefined) return null;
  const date = new Intl.DateTimeFormat(language, { dateStyle: 'long' }).format(from);
  return (
    <Text fz="xs" c="dimmed" ta="center" px="md" pt="md">
      {t('chat.historyFrom', { date })}
    </Text>
  );
}

export function UnreadRow() {
  const { t } = useTranslation();
  return (
    <div className={classes.unread} role="separator" aria-label={t('chat.unreadFromHere')}>
      <Text component="span" fz="xs" fw={500}>
        {t('chat.unreadFromHere')}
      </Text>
    </div>
  );
}
