// Rows between messages: a new day, and where the unread ones begin.
import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../kit/dates';
import { useNow } from '../../state/useNow';
import { dayOf } from '../../state/chatRows';
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
