// Asks before a room becomes read-only for everybody in it.
import type { AtelierError } from '@atelier/sdk';
import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Failure } from '../../kit/StateView';
import { useClient } from '../../state/client';
import { useReturnFocus } from '../../ui/useReturnFocus';
import { useRoomScope } from './roomContext';

export function ArchiveDialog() {
  const { t } = useTranslation();
  const { address, open } = useRoomScope();
  const client = useClient();
  const [error, setError] = useState<AtelierError | null>(null);
  const [busy, setBusy] = useState(false);
  useReturnFocus();
  const close = () => open(null);
  const archive = async () => {
    setBusy(true);
    const result = await client.rooms.archive(address.room);
    setBusy(false);
    if (result.ok) close();
    else setError(result.error);
  };
  return (
    <Modal
      opened
      onClose={close}
      title={t('app.archiveTitle')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <Stack>
        <Text fz="sm">{t('app.archiveWords')}</Text>
        {error ? <Failure error={error} /> : null}
        <Group justify="flex-end">
          <Button variant="default" onClick={close}>
            {t('common.cancel')}
          </Button>
          <Button loading={busy} onClick={() => void archive()} data-autofocus>
            {t('app.archive')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
