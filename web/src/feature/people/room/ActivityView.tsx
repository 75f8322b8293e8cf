// What happened in the room, newest first: its log in words. Owners only.
import type { ActivityEvent } from '@atelier/sdk';
import { Button, Text } from '@mantine/core';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { addActivityWords } from '../../../i18n/activity';
import { useWords } from '../../../i18n/useWords';
import { nameOf } from '../../../kit/personName';
import { RelativeTime } from '../../../kit/RelativeTime';
import { Empty, Failure, LineSkeleton, Loading } from '../../../kit/StateView';
import { useClient } from '../../../state/client';
import { lookOf, useMembers, useMyRole } from '../../../state/useRoom';
import { Avatar } from '../../../ui/Avatar';
import { ActivityIcon, LockIcon } from '../../../ui/icons';
import { useActivityPages, type LogQuery } from '../activity/useActivityPages';
import classes from './room.module.css';

function useActivity(room: string) {
  const client = useClient();
  const load = useCallback((query: LogQuery) => client.rooms.activity(room, query), [client, room]);
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
  const { events, more, error, read } = useActivity(room);
  const worded = useWords(addActivityWords);
  if (error) return <Failure error={error} onRetry={() => void read()} />;
  if (!events || !worded) {
    return (
      <Loading>
        <LineSkeleton lines={7} />
      </Loading>
    );
  }
  if (events.length === 0) {
    return (
      <Empty icon={ActivityIcon} title={t('people.activity')} purpose={t('people.activityEmpty')} />
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

// Read marks are in the log, too, but nobody asks for them here.
function isWorthTelling(event: ActivityEvent): boolean {
  return event.kind !== 'chat.read';
}

function ActivityRow({ room, event }: { room: string; event: ActivityEvent }) {
  const { t } = useTranslation();
  const members = useMembers(room);
  const words = t(`people.did.${event.kind.replace('.', '_')}`, {
    defaultValue: t('people.did.other', { kind: event.kind }),
  });
  return (
    <li className={classes.activity}>
      <Avatar name={event.actor.name} {...lookOf(members, event.actor.id)} size={24} decorative />
      <Text fz="sm" flex={1}>
        <b>{nameOf(event.actor, t)}</b> {words}
      </Text>
      <Text fz="xs" c="dimmed">
        <RelativeTime at={event.at} />
      </Text>
    </li>
  );
}
