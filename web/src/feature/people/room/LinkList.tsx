// The links that a room has: role, uses, end, and the button that ends one.
import type { Link } from '@atelier/sdk';
import { Badge, Button, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { shortDate, useLanguage } from '../../../kit/dates';
import { Failure, LineSkeleton, Loading } from '../../../kit/StateView';
import { useClient } from '../../../state/client';
import { toAppError } from '../../../state/errors';
import { rest, useLinksQuery } from '../../../state/rest';
import { useAppDispatch } from '../../../state/store';
import { useNow } from '../../../state/useNow';
import classes from './room.module.css';

export function LinkList({ room }: { room: string }) {
  const { t } = useTranslation();
  const { data, error, refetch } = useLinksQuery(room);
  if (error) return <Failure error={toAppError(error)} onRetry={() => void refetch()} />;
  if (!data) {
    return (
      <Loading>
        <LineSkeleton lines={2} height={32} />
      </Loading>
    );
  }
  const open = data.filter((link) => !link.revoked);
  return (
    <section aria-label={t('inviting.links')} className={classes.links}>
      <Text component="h3" fz="sm" fw={600}>
        {t('inviting.links')}
      </Text>
      {open.length === 0 ? (
        <Text fz="sm" c="dimmed">
          {t('inviting.noLinks')}
        </Text>
      ) : (
        open.map((link) => <LinkRow key={link.id} room={room} link={link} />)
      )}
    </section>
  );
}

function LinkRow({ room, link }: { room: string; link: Link }) {
  const { t } = useTranslation();
  const client = useClient();
  const dispatch = useAppDispatch();
  const language = useLanguage();
  const now = useNow(60_000);
  const [busy, setBusy] = useState(false);
  const revoke = async () => {
    setBusy(true);
    await client.links.revoke(room, link.id);
    setBusy(false);
    dispatch(rest.util.invalidateTags(['Links']));
  };
  const end = link.expires_at
    ? t('inviting.linkUntil', { date: shortDate(link.expires_at, now, language) })
    : t('inviting.ends.never');
  return (
    <div className={classes.link}>
      <div>
        <Badge color="gray">{t(`common.role.${link.role}`)}</Badge>
        <Text fz="xs" c="dimmed" mt={2}>
          {[link.label, t('inviting.uses', { count: link.uses }), end].filter(Boolean).join(' · ')}
        </Text>
      </div>
      <Button size="xs" variant="default" loading={busy} onClick={() => void revoke()}>
        {t('inviting.revokeLink')}
      </Button>
    </div>
  );
}
