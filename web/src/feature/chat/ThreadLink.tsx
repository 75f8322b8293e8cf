// "3 replies" under a message that started a thread.
import type { Message } from '@atelier/sdk';
import { UnstyledButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ThreadIcon, iconStroke } from '../../ui/icons';
import { useChat } from './chatContext';
import classes from './chat.module.css';

export function ThreadLink({ message }: { message: Message }) {
  const { t } = useTranslation();
  const { root, openThread } = useChat();
  if (!message.replies || root !== undefined) return null;
  return (
    <UnstyledButton className={classes.thread} onClick={() => openThread(message.seq)}>
      <ThreadIcon size={16} stroke={iconStroke} aria-hidden />
      {t('chat.replies', { count: message.replies })}
    </UnstyledButton>
  );
}
