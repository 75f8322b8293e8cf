// Reactions under a message: one toggle per emoji, with the names of who reacted.
import type { Message } from '@atelier/sdk';
import { Tooltip, UnstyledButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { EmojiPicker } from '../../kit/EmojiPicker';
import { react } from '../../state/chatActions';
import { useAppDispatch } from '../../state/store';
import { roleAllows } from '../../state/useRoom';
import { useChat } from './chatContext';
import classes from './chat.module.css';

export function Reactions({ message }: { message: Message }) {
  const { t } = useTranslation();
  const dispatch = useAppDispatch();
  const { room, role, me, members } = useChat();
  const entries = Object.entries(message.reactions ?? {}).filter(([, ids]) => ids.length > 0);
  if (entries.length === 0) return null;
  const may = roleAllows(role, 'commenter');
  const nameOf = (id: string) => members.find((m) => m.id === id)?.name ?? t('common.somebody');
  const toggle = (emoji: string) => void dispatch(react(room, message.seq, emoji));
  return (
    <div className={classes.reactions}>
      {entries.map(([emoji, ids]) => {
        const mine = me !== null && ids.includes(me.id);
        const names = ids.slice(0, 12).map(nameOf).join(', ');
        return (
          <Tooltip key={emoji} label={names}>
            <UnstyledButton
              className={classes.reaction}
              aria-pressed={mine}
              aria-label={t('chat.reactionBy', { emoji, count: ids.length, names })}
              disabled={!may}
              onClick={() => toggle(emoji)}
            >
              <span aria-hidden>{emoji}</span>
              <span className="at-numbers" aria-hidden>
                {ids.length}
              </span>
            </UnstyledButton>
          </Tooltip>
        );
      })}
      {may ? <EmojiPicker label={t('chat.react')} small onPick={toggle} quick /> : null}
    </div>
  );
}
