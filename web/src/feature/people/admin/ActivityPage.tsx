// What happened in the workspace outside of its rooms, newest first: accounts, sign-ins, invites.
import type { ActivityEvent } from '@atelier/sdk';
import { Button, SegmentedControl, Text } from '@mantine/core';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { nameOf } from '../../../kit/personName';
import { RelativeTime } from '../../../kit/RelativeTime';
import { Failure, LineSkeleton, Loading } from '../../../kit/StateView';
import { usePageTitle } from '../../../kit/usePageTitle';
import { useClient } from '../../../state/client';
import { useActivityPages, type ActivityPages, type LogQuery } from '../activity/useActivityPages';
import { Section } from '../settings/Section';
import classes from '../settings/settings.module.css';
import { useAdminWords } from './useAdminWords';

/** Kinds of events by how they begin; empty: all. */
const kinds = ['', 'account.', 'login.', 'invite.'] as const;
type Kind = (typeof kinds)[number];

function useAudit(kind: Kind): ActivityPages {
  const client = useClient();
  const load = useCallback(
    (query: LogQuery) => client.people.audit(kind ? { ...query, kind } : query),
    [client, kind],
  );
  return useActivityPages(load);
}

export function ActivityPage() {
  const { t } = useTranslation();
  const ready = useAdminWords();
  const [kind, setKind] = useState<Kind>('');
  const pages = useAudit(kind);
  usePageTitle(t('people.adminActivity'));
  if (!ready) return null;
  return (
    <Section title={t('people.adminActivity')} purpose={t('admin.activityPurpose')}>
      <SegmentedControl
        size="xs"
        mb="md"
        aria-label={t('admin.kinds')}
        value={kind}
        onChange={setKind}
        data={kinds.map((value) => ({
          value,
          label: t(`admin.kind.${value.replace('.', '') || 'all'}`),
        }))}
      />
      <Events pages={pages} />
    </Section>
  );
}

function Events({ pages: { events, more, error, read } }: { pages: ActivityPages }) {
  const { t } = useTranslation();
  if (error) return <Failure error={error} onRetry={() => void read()} />;
  if (!events) {
    return (
      <Loading>
        <LineSkeleton lines={7} />
      </Loading>
    );
  }
  const last = events[events.length - 1];
  return (
    <>
      <div role="list" aria-label={t('people.adminActivity')}>
        {events.map((event) => (
          <EventRow key={event.seq} event={event} />
        ))}
      </div>
      {events.length === 0 ? (
        <Text fz="sm" c="dimmed">
          {t('admin.nothingYet')}
        </Text>
      ) : null}
      {more && last ? (
        <Button mt="md" variant="default" onClick={() => void read(last.seq)}>
          {t('admin.earlier')}
        </Button>
      ) : null}
    </>
  );
}

function EventRow({ event }: { event: ActivityEvent }) {
  const { t } = useTranslation();
  const words = t(`admin.did.${event.kind.replace('.', '_')}`, {
    defaultValue: t('admin.did.other', { kind: event.kind }),
  });
  return (
    <div className={classes.row} role="listitem">
      <Text fz="sm" miw={0}>
        <b>{nameOf(event.actor, t)}</b> {words}
      </Text>
      <Text fz="xs" c="dimmed" style={{ whiteSpace: 'nowrap' }}>
        <RelativeTime at={event.at} />
      </Text>
    </div>
  );
}
