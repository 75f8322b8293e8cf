// One field for a name: a new surface, or another name for the room.
import type { AtelierError, Result } from '@atelier/sdk';
import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Failure } from '../../kit/StateView';
import { useClient } from '../../state/client';
import { useRoomView } from '../../state/useRoom';
import { useReturnFocus } from '../../ui/useReturnFocus';
import { surfaces } from '../surfaces';
import { useRoomScope } from './roomContext';

export function NameDialog() {
  const { t } = useTranslation();
  const { address, dialog, open } = useRoomScope();
  const client = useClient();
  const name = useRoomView(address.room)?.name ?? '';
  const close = () => open(null);
  const create = async (kind: string, title: string): Promise<Result<unknown>> => {
    const result = await client.surfaces.create(address.room, { kind, title });
    if (result.ok) address.go(address.placeOf(kind, result.value.id));
    return result;
  };
  if (dialog?.startsWith('newSurface')) {
    const kind = surfaces.get(dialog.split('/')[1] ?? '') ?? surfaces.list()[0];
    if (!kind) return null;
    return (
      <NameForm
        title={t(kind.newTitleKey)}
        label={t('docs.title')}
        verb={t(kind.createKey)}
        initial=""
        onSubmit={(title) => create(kind.kind, title)}
        onClose={close}
      />
    );
  }
  if (dialog === 'rename') {
    return (
      <NameForm
        title={t('app.rename')}
        label={t('home.roomName')}
        verb={t('common.save')}
        initial={name}
        onSubmit={(next) => client.rooms.rename(address.room, next)}
        onClose={close}
      />
    );
  }
  return null;
}

export interface NameFormProps {
  title: string;
  label: string;
  verb: string;
  initial: string;
  onSubmit: (name: string) => Promise<Result<unknown>>;
  onClose: () => void;
}

export function NameForm({ title, label, verb, initial, onSubmit, onClose }: NameFormProps) {
  const { t } = useTranslation();
  useReturnFocus();
  const [name, setName] = useState(initial);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<AtelierError | null>(null);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    const result = await onSubmit(name.trim());
    setBusy(false);
    setError(result.ok ? null : result.error);
    if (result.ok) onClose();
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={title}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <form onSubmit={(event) => void submit(event)}>
        <Stack gap="lg">
          {error ? <Failure error={error} /> : null}
          <TextInput
            data-autofocus
            required
            withAsterisk={false}
            maxLength={120}
            label={label}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={onClose}>
              {t('common.cancel')}
            </Button>
            <Button type="submit" loading={busy} disabled={name.trim() === ''}>
              {verb}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
