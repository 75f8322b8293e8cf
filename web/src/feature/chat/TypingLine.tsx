// Who is writing now. The line keeps its height, so that nothing moves when it fills.
import type { Actor } from '@atelier/sdk';
import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useAppSelector } from '../../state/store';
import { useChat } from './chatContext';
import classes from './chat.module.css';

const nobody: Actor[] = [];

export function TypingLine() {
  const { t } = useTranslation();
  const { room, me } = useChat();
  const typing = useAppSelector((state) => state.messages[room]?.typing ?? nobody);
  const others = typing.filter((person) => person.id !== me?.id);
  const [first, second] = others;
  const words =
    others.length > 2
      ? t('chat.typingMany', { count: others.length })
      : second
        ? t('chat.typingTwo', { a: first?.name, b: second.name })
        : first
          ? t('chat.typingOne', { name: first.name })
          : '';
  return (
    <Text fz="xs" c="dimmed" className={classes.typing} aria-hidden={words === ''}>
      {words}
    </Text>
  );
}
