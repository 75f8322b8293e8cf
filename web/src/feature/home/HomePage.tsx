// Home: my rooms with what is unread and who is in them now, and a new room.
import type { RoomSummary } from '@atelier/sdk';
import { Badge, Button, Group, SimpleGrid, Skeleton, Switch, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { plainWords } from '../../kit/plainWords';
import { RelativeTime } from '../../kit/RelativeTime';
import { Empty, Failure, Loading } from '../../kit/StateView';
import { usePageTitle } from '../../kit/usePageTitle';
import { toAppError } from '../../state/errors';
import { useRoomsQuery, useSessionQuery } from '../../state/rest';
import { AvatarStack } from '../../ui/AvatarStack';
import { AddIcon, HomeIcon, iconStroke } from '../../ui/icons';
import classes from './HomePage.module.css';
import { NewRoomDialog } from './NewRoomDialog';

export function HomePage() {
  const { t } = useTranslation();
  const [creating, setCreating] = useState(false);
  const session = useSessionQuery().data;
  const { data } = useRoomsQuery(undefined, { pollingInterval: 30_000, refetchOnFocus: true });
  const unread = (data ?? []).reduce((sum, room) => sum + room.unread, 0);
  usePageTitle(t('home.title'), unread);
  const mayCreate = session?.principal?.kind === 'user';
  return (
    <main id="main" className={classes.main} data-region="surface" tabIndex={-1}>
      <Group justify="space-between" mb="lg" wrap="nowrap" align="flex-start">
        <div>
          <Title order={1} tabIndex={-1}>
            {t('home.title')}
          </Title>
          <Text c="dimmed">{session?.workspace.name}</Text>
        </div>
        {mayCreate ? (
          <Button
            leftSection={<AddIcon size={18} stroke={iconStroke} aria-hidden />}
            onClick={() => setCreating(true)}
          >
            {t('home.newRoom')}
          </Button>
        ) : null}
      </Group>
      <Rooms mayCreate={mayCreate} onCreate={() => setCreating(true)} />
      <NewRoomDialog opened={creating} onClose={() => setCreating(false)} />
    </main>
  );
}

function Rooms({ mayCreate, onCreate }: { mayCreate: boolean; onCreate: () => void }) {
  const { t } = useTranslation();
  const [withArchived, setWithArchived] = useState(false);
  const { data, error, refetch } = useRoomsQuery();
  if (error) return <Failure error={toAppError(error)} onRetry={() => void refetch()} />;
  if (!data) return <RoomsSkeleton />;
  const archived = data.filter((room) => room.archived);
  const shown = data.filter((room) => !room.archived);
  if (data.length === 0) {
    return (
      <Empty
        icon={HomeIcon}
        title={t('home.emptyTitle')}
        purpose={t(mayCreate ? 'home.emptyPurpose' : 'home.emptyGuest')}
      >
        {mayCreate ? (
          <Button variant="default" onClick={onCreate}>
            {t('home.newRoom')}
          </Button>
        ) : null}
      </Empty>
    );
  }
  const rooms = shown.filter((room) => room.kind === 'room');
  const direct = shown.filter((room) => room.kind === 'direct');
  return (
    <>
      <RoomGrid rooms={rooms} label={t('home.rooms')} />
      {direct.length > 0 ? (
        <>
          <Title order={2} fz="h3" mt="xl" mb="md">
            {t('home.direct')}
          </Title>
          <RoomGrid rooms={direct} label={t('home.direct')} />
        </>
      ) : null}
      {archived.length > 0 ? (
        <Switch
          mt="xl"
          mb="md"
          label={t('home.showArchived', { count: archived.length })}
          checked={withArchived}
          onChange={(event) => setWithArchived(event.currentTarget.checked)}
        />
      ) : null}
      {withArchived ? <RoomGrid rooms={archived} label={t('home.archived')} /> : null}
    </>
  );
}

function RoomsSkeleton() {
  return (
    <Loading>
      <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }}>
        {[0, 1, 2, 3, 4, 5].map((key) => (
          <Skeleton key={key} height={124} radius="md" />
        ))}
      </SimpleGrid>
    </Loading>
  );
}

function RoomGrid({ rooms, label }: { rooms: readonly RoomSummary[]; label: string }) {
  return (
    <ul className={classes.grid} aria-label={label}>
      {rooms.map((room) => (
        <li key={room.id}>
          <RoomCard room={room} />
        </li>
      ))}
    </ul>
  );
}

function RoomCard({ room }: { room: RoomSummary }) {
  const { t } = useTranslation();
  const last = room.last_message;
  const names = room.present.map((person) => person.name).join(', ');
  return (
    <Link to={`/r/${room.id}`} className={classes.card} data-unread={room.unread > 0 || undefined}>
      <span className={classes.head}>
        <Text component="span" fz="lg" fw={600} className="at-ellipsis">
          {room.name}
        </Text>
        {room.unread > 0 ? (
          <Badge color="ink" className="at-numbers">
            {t('home.unread', { count: room.unread })}
          </Badge>
        ) : null}
      </span>
      <Text component="span" fz="sm" c="dimmed" className={classes.last}>
        {last ? (
          <>
            <span className={classes.author}>{last.from.name}</span>{' '}
            {plainWords(last.text) || t('home.file')}
          </>
        ) : (
          t('home.nothingYet')
        )}
      </Text>
      <span className={classes.foot}>
        {room.present.length > 0 ? (
          <AvatarStack people={room.present} max={5} label={t('home.hereNow', { names })} />
        ) : (
          <Text component="span" fz="xs" c="dimmed">
            {t('home.nobody')}
          </Text>
        )}
        {last ? (
          <Text component="span" fz="xs" c="dimmed">
            <RelativeTime at={last.at} />
          </Text>
        ) : null}
      </span>
    </Link>
  );
}
