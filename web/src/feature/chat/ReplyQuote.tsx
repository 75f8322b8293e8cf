// The message that this one answers, in one line; a click goes there.
import { Text, UnstyledButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { nameOf } from '../../kit/personName';
import { plainWords } from '../../kit/plainWords';
import { useAppSelector } from '../../state/store';
import { useChat } from './chatContext';
import classes from './chat.module.css';

export function ReplyQuote({ seq }: { seq: number }) {
  const { t } = useTranslation();
  const { room, jump } = useChat();
  const answered = useAppSelector((state) => state.messages[room]?.messages.entities[seq]);
  const name = answered ? nameOf(answered.from, t) : '';
  const words =
    plainWords(answered?.text ?? '') || t(answered?.deleted ? 'chat.deleted' : 'chat.earlier');
  return (
    <UnstyledButton
      className={classes.quote}
      title={t('chat.goToAnswered', { name })}
      onClick={() => jump(seq)}
    >
      <Text component="span" fz="xs" fw={600}>
        {name}
      </Text>
      <Text component="span" fz="xs" c="dimmed" className="at-ellipsis">
        {words}
      </Text>
    </UnstyledButton>
  );
}
