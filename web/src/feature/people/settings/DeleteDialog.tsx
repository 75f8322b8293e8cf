// The last question before leaving for good, and what is seen until everything is gone (SAF3).
import { Button, Group, Loader, Modal, PasswordInput, Stack, Text } from '@mantine/core';
import { useEffect, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useClient } from '../../../state/client';
import type { AppError } from '../../../state/errors';
import { forgetRecentSurfaces } from '../../../state/recentSurfaces';
import { useReturnFocus } from '../../../ui/useReturnFocus';
import { FormError } from '../door/fields';
import { whenGone } from './whenGone';

export interface DeleteDialogProps {
  me: string;
  onClose: () => void;
}

export function DeleteDialog({ me, onClose }: DeleteDialogProps) {
  const { t } = useTranslation();
  const [gone, setGone] = useState(false);
  useReturnFocus();
  return (
    <Modal
      opened
      onClose={gone ? () => {} : onClose}
      title={t('account.delete')}
      withCloseButton={!gone}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      {gone ? <Leaving me={me} /> : <DeleteForm onGone={() => setGone(true)} onClose={onClose} />}
    </Modal>
  );
}

function DeleteForm({ onGone, onClose }: { onGone: () => void; onClose: () => void }) {
  const { t } = useTranslation();
  const client = useClient();
  const [password, setPassword] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<AppError | null>(null);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    const answer = await (await client.belongings()).eraseMe(password);
    setBusy(false);
    if (answer.ok) onGone();
    else setError(answer.error);
  };
  const words = { unauthenticated: t('people.wrongPassword'), conflict: t('account.deleteLast') };
  return (
    <form onSubmit={(event) => void submit(event)}>
      <Stack gap="md">
        <Text fz="md">{t('account.deleteGoes')}</Text>
        <Text fz="md">{t('account.deleteStays')}</Text>
        <FormError error={error} words={words} />
        <PasswordInput
          data-autofocus
          label={t('account.deletePassword')}
          autoComplete="current-password"
          required
          withAsterisk={false}
          visibilityToggleButtonProps={{ 'aria-label': t('auth.showPassword') }}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" color="red" loading={busy}>
            {t('account.delete')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** Until the server is back: then a fresh page forgets everything of this person. */
function Leaving({ me }: { me: string }) {
  const { t } = useTranslation();
  const client = useClient();
  useEffect(() => {
    forgetRecentSurfaces(me);
    return whenGone(
      () => client.session.get(),
      () => location.assign('/login'),
    );
  }, [client, me]);
  return (
    <Group gap="md" wrap="nowrap" role="status">
      <Loader size="sm" aria-hidden />
      <Text fz="md">{t('account.deleting')}</Text>
    </Group>
  );
}
