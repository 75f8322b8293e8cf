// A new link: role and end, then the address to copy. Nobody can read the secret again later.
import type { AtelierError, LinkRole } from '@atelier/sdk';
import { Button, CopyButton, Group, Select, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Failure } from '../../../kit/StateView';
import { useClient } from '../../../state/client';
import { rest } from '../../../state/rest';
import { useAppDispatch } from '../../../state/store';
import { CheckIcon, CopyIcon, iconStroke } from '../../../ui/icons';

const linkRoles: readonly LinkRole[] = ['viewer', 'commenter', 'editor'];
const dayMs = 86_400_000;
const ends = { never: 0, day: dayMs, week: 7 * dayMs, month: 30 * dayMs } as const;
type End = keyof typeof ends;

function useNewLink(room: string) {
  const client = useClient();
  const dispatch = useAppDispatch();
  const [address, setAddress] = useState<string | null>(null);
  const [error, setError] = useState<AtelierError | null>(null);
  const create = async (role: LinkRole, end: End) => {
    const expiresAt = ends[end] > 0 ? client.connection.serverNow() + ends[end] : undefined;
    const options = expiresAt === undefined ? { role } : { role, expiresAt };
    const result = await client.links.create(room, options);
    setError(result.ok ? null : result.error);
    if (!result.ok) return;
    const { link, secret } = result.value;
    setAddress(`${location.origin}/join/${link.id}#${secret}`);
    dispatch(rest.util.invalidateTags(['Links']));
  };
  return { address, error, create };
}

export function NewLink({ room }: { room: string }) {
  const { t } = useTranslation();
  const [role, setRole] = useState<LinkRole>('commenter');
  const [end, setEnd] = useState<End>('month');
  const { address, error, create } = useNewLink(room);
  return (
    <Stack gap="md">
      {error ? <Failure error={error} onRetry={() => void create(role, end)} /> : null}
      <Group align="flex-end" gap="sm">
        <Select
          flex={1}
          miw={150}
          label={t('inviting.linkRole')}
          value={role}
          allowDeselect={false}
          onChange={(value) => value && setRole(value)}
          data={linkRoles.map((value) => ({ value, label: t(`common.role.${value}`) }))}
        />
        <Select
          flex={1}
          miw={150}
          label={t('inviting.linkEnd')}
          value={end}
          allowDeselect={false}
          onChange={(value) => value && setEnd(value)}
          data={(Object.keys(ends) as End[]).map((value) => ({
            value,
            label: t(`inviting.ends.${value}`),
          }))}
        />
        <Button variant="default" onClick={() => void create(role, end)}>
          {t('inviting.createLink')}
        </Button>
      </Group>
      <Text fz="sm" c="dimmed">
        {t(`auth.roleMay.${role}`)}
      </Text>
      {address ? <NewAddress address={address} /> : null}
    </Stack>
  );
}

function NewAddress({ address }: { address: string }) {
  const { t } = useTranslation();
  return (
    <div>
      <Group gap="sm" wrap="nowrap" align="flex-end">
        <TextInput
          flex={1}
          readOnly
          label={t('inviting.newAddress')}
          value={address}
          onFocus={(event) => event.currentTarget.select()}
        />
        <CopyButton value={address} timeout={2_000}>
          {({ copied, copy }) => (
            <Button
              variant="default"
              onClick={copy}
              leftSection={
                copied ? (
                  <CheckIcon size={16} stroke={iconStroke} aria-hidden />
                ) : (
                  <CopyIcon size={16} stroke={iconStroke} aria-hidden />
                )
              }
            >
              {t(copied ? 'common.copied' : 'common.copy')}
            </Button>
          )}
        </CopyButton>
      </Group>
      <Text fz="xs" c="dimmed" mt={4}>
        {t('inviting.onceOnly')}
      </Text>
    </div>
  );
}
