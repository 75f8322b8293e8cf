// My picture: choosing one, which is made square and small here, and removing it.
import type { SessionPrincipal } from '@atelier/sdk';
import { Button, FileButton, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Failure } from '../../../kit/StateView';
import { useClient } from '../../../state/client';
import { toAppError, type AppError } from '../../../state/errors';
import { rest } from '../../../state/rest';
import { useAppDispatch } from '../../../state/store';
import { colorOf } from '../../../state/useRoom';
import { Avatar } from '../../../ui/Avatar';
import { squarePicture } from './squarePicture';

export function PictureField({ me }: { me: SessionPrincipal }) {
  const { t } = useTranslation();
  const { choose, remove, busy, said, error } = usePicture();
  return (
    <Stack gap="sm" role="group" aria-label={t('looks.picture')}>
      <Text fz="sm" fw={500}>
        {t('looks.picture')}
      </Text>
      <Group gap="lg">
        <Avatar
          name={me.name}
          color={me.color ?? colorOf([], me.id)}
          picture={me.picture}
          size={72}
        />
        <Group gap="sm">
          <FileButton
            accept="image/png,image/jpeg,image/webp,image/gif,image/avif"
            onChange={(file) => void choose(file)}
          >
            {(props) => (
              <Button variant="default" loading={busy} {...props}>
                {t(me.picture ? 'looks.change' : 'looks.choose')}
              </Button>
            )}
          </FileButton>
          {me.picture ? (
            <Button variant="subtle" color="gray" disabled={busy} onClick={() => void remove()}>
              {t('looks.remove')}
            </Button>
          ) : null}
        </Group>
      </Group>
      {error ? <Failure error={error} /> : null}
      <Text fz="sm" c="dimmed" role="status">
        {said ? t(said) : t('looks.pictureHint')}
      </Text>
    </Stack>
  );
}

function usePicture() {
  const client = useClient();
  const dispatch = useAppDispatch();
  const [busy, setBusy] = useState(false);
  const [said, setSaid] = useState('');
  const [error, setError] = useState<AppError>();
  const run = async (done: string, change: () => ReturnType<typeof send>) => {
    setBusy(true);
    const answer = await change();
    setBusy(false);
    setError(answer.ok ? undefined : toAppError(answer.error));
    setSaid(answer.ok ? done : '');
    if (answer.ok) dispatch(rest.util.invalidateTags(['Session']));
  };
  const send = async (made: Blob | undefined) => {
    const workspace = await client.workspace();
    return made ? workspace.setPicture(made) : workspace.removePicture();
  };
  const choose = async (file: File | null) => {
    if (!file) return;
    const made = await squarePicture(file);
    if (made) return run('looks.saved', () => send(made));
    setError(undefined);
    setSaid('looks.notAnImage');
  };
  const remove = () => run('looks.removed', () => send(undefined));
  return { choose, remove, busy, said, error };
}
