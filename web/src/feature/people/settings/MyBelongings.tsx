// What I left here: to take along, and to take away for good. The question itself comes when it is
// asked for.
import type { SessionPrincipal } from '@atelier/sdk';
import { Button, Text } from '@mantine/core';
import { lazy, Suspense, useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { download } from '../../../kit/download';
import { useClient } from '../../../state/client';
import { useRegisterCommands } from '../../../state/useCommands';
import { Section } from './Section';

const DeleteDialog = lazy(() =>
  import('./DeleteDialog').then((m) => ({ default: m.DeleteDialog })),
);

/** Also for guests, who have no account to delete. */
export function MyData() {
  const { t } = useTranslation();
  const client = useClient();
  const take = useCallback(async () => {
    download((await client.belongings()).exportUrl());
  }, [client]);
  useRegisterCommands(
    useMemo(
      () => [{ id: 'people.download', titleKey: 'account.download', run: () => void take() }],
      [take],
    ),
  );
  return (
    <Section title={t('account.data')} purpose={t('account.dataPurpose')}>
      <Button variant="default" onClick={() => void take()}>
        {t('account.download')}
      </Button>
    </Section>
  );
}

export interface DeleteAccountProps {
  me: SessionPrincipal;
  /** There is one that can be asked for. */
  password: boolean;
}

export function DeleteAccount({ me, password }: DeleteAccountProps) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState(false);
  const ask = () => setAsking(true);
  useRegisterCommands(
    useMemo(
      () => (password ? [{ id: 'people.delete', titleKey: 'account.delete', run: ask }] : []),
      [password],
    ),
  );
  return (
    <Section title={t('account.delete')} purpose={t('account.deletePurpose')}>
      {password ? (
        <Button variant="default" c="red" onClick={ask}>
          {t('account.delete')}
        </Button>
      ) : (
        <Text fz="sm">{t('account.deleteNeedsPassword')}</Text>
      )}
      <Suspense>
        {asking ? <DeleteDialog me={me.id} onClose={() => setAsking(false)} /> : null}
      </Suspense>
    </Section>
  );
}
