// Starting a meeting: its title, and what everybody is told.
import type { AtelierError } from '@atelier/sdk';
import { Alert, Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { shortDate, useLanguage } from '../../kit/dates';
import { Failure } from '../../kit/StateView';
import { useClient } from '../../state/client';
import { useRoomView } from '../../state/useRoom';
import { useReturnFocus } from '../../ui/useReturnFocus';
import classes from './meeting.module.css';

export function StartDialog({ room, onClose }: { room: string; onClose: () => void }) {
  const { t } = useTranslation();
  useReturnFocus();
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('meeting.startTitle')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <StartForm room={room} onClose={onClose} />
    </Modal>
  );
}

function StartForm({ room, onClose }: { room: string; onClose: () => void }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const client = useClient();
  const [title, setTitle] = useState(() => {
    const now = Date.now();
    return t('meeting.defaultTitle', { date: shortDate(now, now, language) });
  });
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<AtelierError | null>(null);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    const result = await client.meetings.start(room, title.trim());
    setBusy(false);
    setError(result.ok ? null : result.error);
    if (result.ok) onClose();
  };
  return (
    <form onSubmit={(event) => void submit(event)}>
      <Stack gap="lg">
        {error ? <Problem error={error} /> : null}
        <TextInput
          data-autofocus
          label={t('meeting.title')}
          maxLength={120}
          value={title}
          onChange={(event) => setTitle(event.currentTarget.value)}
        />
        <Text fz="sm" c="dimmed">
          {t('meeting.startHint')}
        </Text>
        <Consent room={room} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" loading={busy}>
            {t('meeting.startMeeting')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function Problem({ error }: { error: AtelierError }) {
  const { t } = useTranslation();
  if (error.code !== 'conflict') return <Failure error={error} />;
  return (
    <Alert color="amber" role="alert">
      {t('meeting.alreadyLive')}
    </Alert>
  );
}

function Consent({ room }: { room: string }) {
  const { t } = useTranslation();
  const consent = useRoomView(room)?.consent;
  if (!consent) return null;
  return (
    <div>
      <Text fz="sm" fw={500}>
        {t('meeting.consent')}
      </Text>
      <Text fz="sm" className={classes.consent}>
        {consent}
      </Text>
    </div>
  );
}
