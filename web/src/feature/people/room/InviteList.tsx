// The invites of a room, or into the workspace: who is invited as what, what became of it, sending again and taking back.
import type { AtelierError, Invite, InviteMade } from '@atelier/sdk';
import { Badge, Button, Group, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { shortDate, useLanguage } from '../../../kit/dates';
import { Failure, LineSkeleton, Loading } from '../../../kit/StateView';
import { useClient } from '../../../state/client';
import { toAppError } from '../../../state/errors';
import { rest, useInvitesQuery, useSessionQuery } from '../../../state/rest';
import { useAppDispatch } from '../../../state/store';
import { useNow } from '../../../state/useNow';
import { CopyLink } from './CopyLink';
import classes from './room.module.css';

const shown = 20;

export function InviteList({ room }: { room?: string }) {
  const { t } = useTranslation();
  const { data, error, refetch } = useInvitesQuery(room);
  if (error) return <Failure error={toAppError(error)} onRetry={() => void refetch()} />;
  if (!data) {
    return (
      <Loading>
        <LineSkeleton lines={2} height={32} />
      </Loading>
    );
  }
  const listed = data.filter((invite) => invite.state !== 'revoked').slice(0, shown);
  return (
    <section aria-label={t('inviting.waiting')} className={classes.links}>
      <Text component="h3" fz="sm" fw={600}>
        {t('inviting.waiting')}
      </Text>
      {listed.length === 0 ? (
        <Text fz="sm" c="dimmed">
          {t('inviting.noneWaiting')}
        </Text>
      ) : (
        listed.map((invite) => <InviteRow key={invite.id} invite={invite} />)
      )}
    </section>
  );
}

function useInviteActions(invite: Invite) {
  const client = useClient();
  const dispatch = useAppDispatch();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<AtelierError | null>(null);
  const [again, setAgain] = useState<InviteMade | null>(null);
  const over = (failed: AtelierError | null) => {
    setBusy(false);
    setError(failed);
    dispatch(rest.util.invalidateTags(['Invites']));
  };
  const resend = async () => {
    setBusy(true);
    const result = await client.invites.resend(invite.id);
    setAgain(result.ok ? result.value : null);
    over(result.ok ? null : result.error);
  };
  const revoke = async () => {
    setBusy(true);
    const result = await client.invites.revoke(invite.id);
    over(result.ok ? null : result.error);
  };
  return { busy, error, again, resend, revoke };
}

function InviteRow({ invite }: { invite: Invite }) {
  const { t } = useTranslation();
  const { busy, error, again, resend, revoke } = useInviteActions(invite);
  const mailed = (useSessionQuery().data?.mail ?? false) && invite.email !== undefined;
  const who = invite.email ?? t('inviting.onePerson');
  const open = invite.state === 'pending' || invite.state === 'expired';
  return (
    <div>
      <div className={`${classes.link} ${classes.invite}`}>
        <Invited invite={invite} who={who} />
        {open ? (
          <Group gap="xs" wrap="nowrap">
            {invite.secret ? (
              <CopyLink
                size="xs"
                address={`${location.origin}/join/${invite.id}#${invite.secret}`}
              />
            ) : null}
            {again || !mailed ? null : (
              <Button
                size="xs"
                variant="default"
                loading={busy}
                aria-label={t('inviting.againOf', { who })}
                onClick={() => void resend()}
              >
                {t('inviting.again')}
              </Button>
            )}
            <Button
              size="xs"
              variant="default"
              disabled={busy}
              aria-label={t('inviting.revokeOf', { who })}
              onClick={() => void revoke()}
            >
              {t('inviting.revoke')}
            </Button>
          </Group>
        ) : null}
      </div>
      {again?.mailed ? (
        <Text fz="xs" c="dimmed" role="status">
          {t('inviting.mailed', { email: invite.email ?? '' })}
        </Text>
      ) : null}
      {error ? <Failure error={error} /> : null}
    </div>
  );
}

function Invited({ invite, who }: { invite: Invite; who: string }) {
  const { t } = useTranslation();
  return (
    <div style={{ minWidth: 0 }}>
      <Group gap="xs">
        <Text fz="sm" fw={500} className="at-ellipsis">
          {who}
        </Text>
        <Badge color="gray">
          {t(`${invite.room ? 'common.role' : 'inviting.workspaceRole'}.${invite.role}`)}
        </Badge>
      </Group>
      <Text fz="xs" c="dimmed" mt={2}>
        <Course invite={invite} />
      </Text>
    </div>
  );
}

function Course({ invite }: { invite: Invite }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const now = useNow(60_000);
  switch (invite.state) {
    case 'pending':
      return t('inviting.pending', { date: shortDate(invite.expires_at, now, language) });
    case 'accepted':
      return t('inviting.accepted', { name: invite.accepted_by?.name ?? '' });
    case 'expired':
    case 'declined':
    case 'revoked':
      return t(`inviting.${invite.state}`);
  }
}
