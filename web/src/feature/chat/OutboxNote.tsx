// A message that is not confirmed yet says so: waiting, sending, held back for a while, or failed with
// Retry, Copy and Discard. Its text is never lost.
import type { OutboxEntry } from '@atelier/sdk';
import { Group, Text } from '@mantine/core';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { errorWords } from '../../kit/errorWords';
import { CountdownTo } from '../../kit/StateView';
import { useAppSelector } from '../../state/store';
import classes from './chat.module.css';

const UnsentActions = lazy(() =>
  import('../../kit/UnsentActions').then((m) => ({ default: m.UnsentActions })),
);

export function OutboxNote({ entry }: { entry: OutboxEntry }) {
  const { t } = useTranslation();
  const online = useAppSelector((state) => state.connection.state.name === 'online');
  if (entry.state === 'failed') return <FailedNote entry={entry} />;
  if (entry.state === 'sent') return null;
  const key = online ? 'chat.sending' : 'chat.waiting';
  return (
    <Group gap="sm" className={classes.note}>
      <Text component="span" fz="xs" c="dimmed">
        {t(entry.retryAt ? 'chat.slowedDown' : key)}
      </Text>
      {entry.retryAt ? <CountdownTo until={entry.retryAt} /> : null}
    </Group>
  );
}

function FailedNote({ entry }: { entry: OutboxEntry }) {
  const { t } = useTranslation();
  const reason = t(errorWords(entry.error ?? { code: 'internal' }).titleKey);
  return (
    <Group gap="sm" className={classes.note} role="alert">
      <Text component="span" fz="xs" c="red">
        {t('chat.notSent', { reason })}
      </Text>
      <Suspense fallback={null}>
        <UnsentActions entry={entry} />
      </Suspense>
    </Group>
  );
}
