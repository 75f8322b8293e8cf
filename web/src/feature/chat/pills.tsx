// Pills instead of jumps: what is new is offered, never scrolled to.
import { Button, UnstyledButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { DownIcon, UpIcon, iconStroke } from '../../ui/icons';
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

/** A bar over the upper edge: unlike a pill it never stands in the middle of somebody's words. */
export function UnreadJump({ onJump }: { onJump: () => void }) {
  const { t } = useTranslation();
  return (
    <UnstyledButton className={classes.unreadJump ?? ''} onClick={onJump}>
      <UpIcon size={16} stroke={iconStroke} aria-hidden />
      {t('chat.firstUnread')}
    </UnstyledButton>
  );
}
