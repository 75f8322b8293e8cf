// Invites one person into the room, or without one into the workspace: by mail, or with a link to pass on when there is no address or no
// mail server.
import type { AtelierError, InviteMade, InviteRole } from '@atelier/sdk';
import { Button, Group, Select, Stack, Text, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Failure } from '../../../kit/StateView';
import { useClient } from '../../../state/client';
import { rest, useSessionQuery } from '../../../state/rest';
import { useAppDispatch } from '../../../state/store';
import { CopyLink } from './CopyLink';

/** Where one is invited to says which roles there are, which is the usual one, and their words. */
const toRoom = {
  roles: ['viewer', 'commenter', 'editor'],
  usual: 'commenter',
  names: 'common.role',
  meanings: 'auth.roleMay',
} as const;
const toWorkspace = {
  roles: ['member', 'owner'],
  usual: 'member',
  names: 'inviting.workspaceRole',
  meanings: 'inviting.workspaceRoleMay',
} as const;

function useInvite(room?: string) {
  const client = useClient();
  const dispatch = useAppDispatch();
  const { i18n } = useTranslation();
  const [made, setMade] = useState<InviteMade | null>(null);
  const [error, setError] = useState<AtelierError | null>(null);
  const [busy, setBusy] = useState(false);
  const send = async (role: InviteRole, email: string, note: string) => {
    setBusy(true);
    const result = await client.invites.create({
      ...(room === undefined ? {} : { room }),
      role,
      language: i18n.language,
      ...(email ? { email } : {}),
      ...(note ? { note } : {}),
    });
    setBusy(false);
    setError(result.ok ? null : result.error);
    setMade(result.ok ? result.value : null);
    if (result.ok) dispatch(rest.util.invalidateTags(['Invites']));
    return result.ok;
  };
  return { made, error, busy, send };
}

export function InvitePerson({ room }: { room?: string }) {
  const { t } = useTranslation();
  const mail = useSessionQuery().data?.mail ?? false;
  const { made, error, busy, send } = useInvite(room);
  const [form, setForm] = useState({ email: '', note: '' });
  const target = room === undefined ? toWorkspace : toRoom;
  const [role, setRole] = useState<InviteRole>(target.usual);
  const email = form.email.trim();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (await send(role, email, form.note.trim())) setForm({ email: '', note: '' });
  };
  return (
    <form onSubmit={(event) => void submit(event)} aria-label={t('inviting.byMail')}>
      <Stack gap="md">
        {error ? <Failure error={error} /> : null}
        <Group align="flex-start" gap="sm">
          <TextInput
            flex={2}
            miw={200}
            type="email"
            label={t('inviting.emailOrLink')}
            description={t('inviting.emailHint')}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            value={form.email}
            onChange={(event) => setForm({ ...form, email: event.currentTarget.value })}
          />
          <Select
            flex={1}
            miw={140}
            label={t('people.role')}
            value={role}
            allowDeselect={false}
            onChange={(value) => value && setRole(value)}
            data={target.roles.map((value) => ({ value, label: t(`${target.names}.${value}`) }))}
          />
        </Group>
        {email ? (
          <TextInput
            label={t('inviting.note')}
            maxLength={300}
            value={form.note}
            onChange={(event) => setForm({ ...form, note: event.currentTarget.value })}
          />
        ) : null}
        <Group justify="space-between" gap="sm">
          <Text fz="sm" c="dimmed" flex={1} miw={180}>
            {t(`${target.meanings}.${role}`)}
          </Text>
          <Button type="submit" loading={busy}>
            {t(email && mail ? 'inviting.send' : 'inviting.makeLink')}
          </Button>
        </Group>
        {made ? <Made made={made} /> : null}
      </Stack>
    </form>
  );
}

function Made({ made }: { made: InviteMade }) {
  const { t } = useTranslation();
  const { invite, secret, mailed } = made;
  return (
    <Group justify="space-between" gap="sm" role="status">
      <Text fz="sm" flex={1} miw={180}>
        {mailed ? t('inviting.mailed', { email: invite.email ?? '' }) : t('inviting.linkMade')}
      </Text>
      {mailed ? null : <CopyLink address={`${location.origin}/join/${invite.id}#${secret}`} />}
    </Group>
  );
}
