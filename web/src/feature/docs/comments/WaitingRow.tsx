// A comment that the server does not have yet, or does not want. Its words are never lost.
import { Button, Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { errorWords } from '../../../kit/errorWords';
import { MessageMarkdown } from '../../../kit/MessageMarkdown';
import type { Actions } from './discussion';
import type { Waiting } from './types';

export function WaitingRow({ entry, actions }: { entry: Waiting; actions: Actions }) {
  const { t } = useTranslation();
  const failed = entry.state === 'failed';
  const reason = t(errorWords(entry.error ?? { code: 'internal', message: '' }).titleKey);
  return (
    <div>
      <MessageMarkdown text={entry.draft.text} mentions={[]} />
      {failed ? (
        <Group gap="xs" role="alert">
          <Text fz="xs" c="red">
            {t('chat.notSent', { reason })}
          </Text>
          <Button size="compact-xs" variant="default" onClick={() => actions.retry(entry.id)}>
            {t('common.retry')}
          </Button>
          <Button
            size="compact-xs"
            variant="subtle"
            color="red"
            onClick={() => actions.discard(entry.id)}
          >
            {t('common.discard')}
          </Button>
        </Group>
      ) : (
        <Text fz="xs" c="dimmed">
          {t('chat.sending')}
        </Text>
      )}
    </div>
  );
}
