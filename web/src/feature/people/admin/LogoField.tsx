// The logo of the workspace: choosing one, which is made square and small here, and removing it.
import { Button, FileButton, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Failure } from '../../../kit/StateView';
import { useClient } from '../../../state/client';
import { toAppError, type AppError } from '../../../state/errors';
import { rest } from '../../../state/rest';
import { useAppDispatch } from '../../../state/store';
import { Logo } from '../../../ui/Logo';
import { squarePicture } from '../settings/squarePicture';

export function LogoField({ logo }: { logo: string | undefined }) {
  const { t } = useTranslation();
  const { choose, remove, busy, said, error } = useLogo();
  return (
    <Stack gap="sm" role="group" aria-label={t('server.logo')}>
      <Text fz="sm" fw={500}>
        {t('server.logo')}
      </Text>
      <Group gap="lg">
        <Logo path={logo} size={56} />
        <Group gap="sm">
          <FileButton
            accept="image/png,image/jpeg,image/webp,image/gif,image/avif"
            onChange={(file) => void choose(file)}
          >
            {(props) => (
              <Button variant="default" loading={busy} {...props}>
                {t(logo ? 'looks.change' : 'looks.choose')}
              </Button>
            )}
          </FileButton>
          {logo ? (
            <Button variant="subtle" color="gray" disabled={busy} onClick={() => void remove()}>
              {t('looks.remove')}
            </Button>
          ) : null}
        </Group>
      </Group>
      {error ? <Failure error={error} /> : null}
      <Text fz="sm" c="dimmed" role="status">
        {t(said || 'server.logoHint')}
      </Text>
    </Stack>
  );
}

function useLogo() {
  const client = useClient();
  const dispatch = useAppDispatch();
  const [busy, setBusy] = useState(false);
  const [said, setSaid] = useState('');
  const [error, setError] = useState<AppError>();
  const send = async (made: Blob | undefined, done: string) => {
    setBusy(true);
    const workspace = await client.workspace();
    const answer = await (made ? workspace.setLogo(made) : workspace.removeLogo());
    setBusy(false);
    setError(answer.ok ? undefined : toAppError(answer.error));
    setSaid(answer.ok ? done : '');
    if (answer.ok) dispatch(rest.util.invalidateTags(['Session']));
  };
  const choose = async (file: File | null) => {
    if (!file) return;
    const made = await squarePicture(file);
    if (made) return send(made, 'server.logoSaved');
    setError(undefined);
    setSaid('looks.notAnImage');
  };
  return { choose, remove: () => send(undefined, 'server.logoRemoved'), busy, said, error };
}
