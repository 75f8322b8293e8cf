// What can be done with a message that the server refused: again, take the words along, let it go. The
// same beside the message and in the strip, which is there when the message is not.
import type { OutboxEntry } from '@atelier/sdk';
import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useClient } from '../state/client';

export function UnsentActions({ entry }: { entry: OutboxEntry }) {
  const { t } = useTranslation();
  const { chat } = useClient();
  return (
    <>
      <Button size="compact-xs" variant="default" onClick={() => chat.retry(entry.id)}>
        {t('common.retry')}
      </Button>
      <Button
        size="compact-xs"
        variant="subtle"
        color="gray"
        onClick={() => void navigator.clipboard.writeText(entry.draft.text)}
      >
        {t('common.copy')}
      </Button>
      <Button size="compact-xs" variant="subtle" color="red" onClick={() => chat.discard(entry.id)}>
        {t('common.discard')}
      </Button>
    </>
  );
}
