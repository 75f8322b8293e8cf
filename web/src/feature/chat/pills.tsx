// Pills instead of jumps: what is new is offered, never scrolled to.
import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { DownIcon, iconStroke } from '../../ui/icons';
import classes from './chat.module.css';

export interface NewPillProps {
  waiting: number;
  shown: boolean;
  onJump: () => void;
}

export function NewPill({ waiting, shown, onJump }: NewPillProps) {
  const { t } = useTranslation();
  if (!shown) return null;
  return (
    <Button
      className={classes.pill ?? ''}
      radius="xl"
      size="xs"
      variant={waiting > 0 ? 'filled' : 'default'}
      leftSection={<DownIcon size={16} stroke={iconStroke} aria-hidden />}
      onClick={onJump}
    >
      {waiting > 0 ? t('chat.newMessages', { count: waiting }) : t('chat.toNewest')}
    </Button>
  );
}

export function UnreadJump({ onJump }: { onJump: () => void }) {
  const { t } = useTranslation();
  return (
    <Button
      className={classes.unreadJump ?? ''}
      radius="xl"
      size="xs"
      variant="default"
      onClick={onJump}
    >
      {t('chat.firstUnread')}
    </Button>
  );
}
