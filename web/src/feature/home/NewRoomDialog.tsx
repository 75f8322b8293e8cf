// A new room needs a name and nothing else; everything in it can be made later.
import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { Failure } from '../../kit/StateView';
import { toAppError } from '../../state/errors';
import { useCreateRoomMutation } from '../../state/rest';

export interface NewRoomDialogProps {
  opened: boolean;
  onClose: () => void;
}

export function NewRoomDialog({ opened, onClose }: NewRoomDialogProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [create, { isLoading, error }] = useCreateRoomMutation();
  const [name, setName] = useState('');
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const result = await create(name.trim());
    if (!result.data) return;
    setName('');
    onClose();
    void navigate(`/r/${result.data.id}`);
  };
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('home.newRoom')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <form onSubmit={(event) => void submit(event)}>
        <Stack gap="lg">
          {error ? <Failure error={toAppError(error)} /> : null}
          <TextInput
            data-autofocus
            required
            withAsterisk={false}
            maxLength={80}
            label={t('home.roomName')}
            description={t('home.roomNameHint')}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={onClose}>
              {t('common.cancel')}
            </Button>
            <Button type="submit" loading={isLoading}>
              {t('home.create')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
