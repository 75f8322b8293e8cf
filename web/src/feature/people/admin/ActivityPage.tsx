// What happened in the workspace outside of its rooms, newest first: accounts, sign-ins, invites.
import type { ActivityEvent } from '@atelier/sdk';
import { Box, Button, Text } from '@mantine/core';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { addActivityWords } from '../../../i18n/activity';
import { useWords } from '../../../i18n/useWords';
import { nameOf } from '../../../kit/personName';
import { RelativeTime } from '../../../kit/RelativeTime';
import { Failure, LineSkeleton, Loading } from '../../../kit/StateView';
import { usePageTitle } from '../../../kit/usePageTitle';
import { useClient } from '../../../state/client';
import { LogFilters, type LogFilter } from '../activity/LogFilters';
import { useActivityPages, type ActivityPages, type LogQuery } from '../activity/useActivityPages';
import { Section } from '../settings/Section';
import classes from '../settings/settings.module.css';
import { useAdminWords } from './useAdminWords';

/** Kinds of events by how they begin. */
const kinds = ['account', 'login', 'invite'] as const;

interface Wanted {
  kind: string;
  person: string;
}

const asQuery = (wanted: Wanted) =>
  Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== ''));

function useAudit(wanted: Wanted): ActivityPages {
  const client = useClient();
  const load = useCallback(
    (query: LogQuery) => client.people.audit({ ...query, ...asQuery(wanted) }),
    [client, wanted],
  );
  return useActivityPages(load);
}

export function ActivityPage() {
  const { t } = useTranslation();
  const client = useClient();
  const ready = useAdminWords();
  const worded = useWords(addActivityWords);
  const [wanted, setWanted] = useState<Wanted>({ kind: '', person: '' });
  const pages = useAudit(wanted);
  const people = new Map((pages.events ?? []).map(({ actor }) => [actor.id, nameOf(actor, t)]));
  usePageTitle(t('people.adminActivity'));
  if (!ready || !worded) return null;
  const filters: LogFilter[] = [
    {
      label: t('people.byPerson'),
      all: t('people.everybody'),
      choices: [...people].map(([value, label]) => ({ value, label })),
      chosen: wanted.person,
      choose: (person) => setWanted({ ...wanted, person }),
    },
    {
      label: t('admin.kinds'),
      all: t('admin.kind.all'),
      choices: kinds.map((kind) => ({ value: `${kind}.`, label: t(`admin.kind.${kind}`) })),
      chosen: wanted.kind,
      choose: (kind) => setWanted({ ...wanted, kind }),
    },
  ];
  return (
    <Section title={t('people.adminActivity')} purpose={t('admin.activityPurpose')}>
      <Box mb="md">
        <LogFilters filters={filters} table={client.people.auditUrl(asQuery(wanted))} />
      </Box>
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
