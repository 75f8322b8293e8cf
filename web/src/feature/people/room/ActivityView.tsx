// What happened in the room, newest first: its log in words. Owners only.
import type { ActivityEvent } from '@atelier/sdk';
import { Box, Button, Text } from '@mantine/core';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { addActivityWords } from '../../../i18n/activity';
import { useWords } from '../../../i18n/useWords';
import { nameOf } from '../../../kit/personName';
import { RelativeTime } from '../../../kit/RelativeTime';
import { Empty, Failure, LineSkeleton, Loading } from '../../../kit/StateView';
import { useClient } from '../../../state/client';
import { lookOf, useMembers, useMyRole, useRoomView } from '../../../state/useRoom';
import { Avatar } from '../../../ui/Avatar';
import { ActivityIcon, LockIcon } from '../../../ui/icons';
import { LogFilters, type LogFilter } from '../activity/LogFilters';
import { useActivityPages, type LogQuery } from '../activity/useActivityPages';
import classes from './room.module.css';

/** Kinds of events by how they begin. */
const kinds = ['chat', 'thread', 'surface', 'file', 'meeting', 'member', 'link', 'room'] as const;

interface Wanted {
  person: string;
  kind: string;
  surface: string;
}
const everything: Wanted = { person: '', kind: '', surface: '' };

/** As the server is asked: what is empty is not said. */
const asQuery = (wanted: Wanted) =>
  Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== ''));

function useActivity(room: string, wanted: Wanted) {
  const client = useClient();
  const load = useCallback(
    (query: LogQuery) => client.rooms.activity(room, { ...query, ...asQuery(wanted) }),
    [client, room, wanted],
  );
  return useActivityPages(load);
}

export function ActivityView({ room }: { room: string }) {
  const { t } = useTranslation();
  const role = useMyRole(room);
  if (role !== 'owner') {
    return (
      <Empty
        icon={LockIcon}
        title={t('people.activityClosedTitle')}
        purpose={t('people.activityClosed')}
      />
    );
  }
  return <OwnerActivity room={room} />;
}

function OwnerActivity({ room }: { room: string }) {
  const { t } = useTranslation();
  const [wanted, setWanted] = useState(everything);
  const { events, more, error, read } = useActivity(room, wanted);
  const worded = useWords(addActivityWords);
  if (error) return <Failure error={error} onRetry={() => void read()} />;
  if (!events || !worded) {
    return (
      <Loading>
        <LineSkeleton lines={7} />
      </Loading>
    );
  }
  const last = events[events.length - 1];
  return (
    <div
      className={classes.people}
      role="region"
      aria-label={t('people.activity')}
      // Nothing inside takes the focus, and yet it has to scroll without a mouse.
      tabIndex={0}
    >
      <Filters room={room} wanted={wanted} choose={setWanted} events={events} />
      {events.length === 0 ? (
        <Empty
          icon={ActivityIcon}
          title={t('people.activity')}
          purpose={t(wanted === everything ? 'people.activityEmpty' : 'people.activityNone')}
        />
      ) : null}
      <ul className={classes.list} aria-label={t('people.activity')}>
        {events.filter(isWorthTelling).map((event) => (
          <ActivityRow key={event.seq} room={room} event={event} />
        ))}
      </ul>
      {more && last ? (
        <Button m="md" variant="default" onClick={() => void read(last.seq)}>
          {t('people.earlier')}
        </Button>
      ) : null}
    </div>
  );
}

interface FiltersProps {
  room: string;
  wanted: Wanted;
  choose: (wanted: Wanted) => void;
  events: readonly ActivityEvent[];
}

function Filters({ room, wanted, choose, events }: FiltersProps) {
  const { t } = useTranslation();
  const client = useClient();
  const members = useMembers(room);
  const surfaces = useRoomView(room)?.surfaces ?? [];
  // Who left is known from what they did.
  const people = new Map(events.map(({ actor }) => [actor.id, nameOf(actor, t)]));
  for (const member of members) people.set(member.id, nameOf(member, t));
  const filters: LogFilter[] = [
    {
      label: t('people.byPerson'),
      all: t('people.everybody'),
      choices: [...people].map(([value, label]) => ({ value, label })),
      chosen: wanted.person,
      choose: (person) => choose({ ...wanted, person }),
    },
    {
      label: t('people.byKind'),
      all: t('people.everything'),
      choices: kinds.map((kind) => ({ value: `${kind}.`, label: t(`people.kinds.${kind}`) })),
      chosen: wanted.kind,
      choose: (kind) => choose({ ...wanted, kind }),
    },
    {
      label: t('people.bySurface'),
      all: t('people.wherever'),
      choices: surfaces.map(({ id, title }) => ({ value: id, label: title })),
      chosen: wanted.surface,
      choose: (surface) => choose({ ...wanted, surface }),
    },
  ];
  return (
    <Box px="md" pt="sm" pb="xs">
      <LogFilters filters={filters} table={client.rooms.activityUrl(room, asQuery(wanted))} />
    </Box>
  );
}

// Read marks are in the log, too, but nobody asks for them here.
function isWorthTelling(event: ActivityEvent): boolean {
  return event.kind !== 'chat.read';
}

/** The body names a surface as `surface`, and its own events as `id`. */
function isAbout({ body }: ActivityEvent, surface: string): boolean {
  if (typeof body !== 'object' || body === null) return false;
  return Object.entries(body).some(
    ([key, value]) => (key === 'surface' || key === 'id') && value === surface,
  );
}

function ActivityRow({ room, event }: { room: string; event: ActivityEvent }) {
  const { t } = useTranslation();
  const members = useMembers(room);
  const about = useRoomView(room)?.surfaces.find(({ id }) => isAbout(event, id));
  const words = t(`people.did.${event.kind.replace('.', '_')}`, {
    defaultValue: t('people.did.other', { kind: event.kind }),
  });
  return (
    <li className={classes.activity}>
      <Avatar name={event.actor.name} {...lookOf(members, event.actor.id)} size={24} decorative />
      <Text fz="sm" flex={1}>
        <b>{nameOf(event.actor, t)}</b> {words}
        {about ? <span className={classes.about}> {about.title}</span> : null}
      </Text>
      <Text fz="xs" c="dimmed">
        <RelativeTime at={event.at} />
      </Text>
    </li>
  );
}
