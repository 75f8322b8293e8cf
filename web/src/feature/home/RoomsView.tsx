// The rooms themselves: those with people in them first, found by name when there are many.
import type { RoomSummary } from '@atelier/sdk';
import { Badge, CloseButton, Switch, Text, TextInput, Title } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { shortClock, useLanguage } from '../../kit/dates';
import { RelativeTime } from '../../kit/RelativeTime';
import { Note } from '../../kit/Note';
import { AvatarStack } from '../../ui/AvatarStack';
import { SearchIcon, iconStroke } from '../../ui/icons';
import classes from './HomePage.module.css';
import { filterFrom, inOrder, keptInOrder, matching } from './homeRooms';
import { LastWords } from './LastWords';

export function RoomsView({ rooms }: { rooms: readonly RoomSummary[] }) {
  const { t } = useTranslation();
  const [query, setQuery] = useState('');
  const [withArchived, setWithArchived] = useState(false);
  // As they stood when the page opened.
  const [order] = useState(() => inOrder(rooms).map(({ id }) => id));
  const all = keptInOrder(order, rooms);
  const found = matching(all, query);
  const open = found.filter((room) => !room.archived);
  const archived = found.filter((room) => room.archived);
  const direct = open.filter((room) => room.kind === 'direct');
  return (
    <div className={classes.rooms}>
      {rooms.length >= filterFrom ? (
        <Filter query={query} onChange={setQuery} found={found.length} />
      ) : null}
      <RoomGrid rooms={open.filter((room) => room.kind === 'room')} label={t('home.rooms')} />
      {direct.length > 0 ? (
        <>
          <Title order={2} fz="sm" fw={500} c="dimmed" mt="xl" mb="sm">
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
    </div>
  );
}

interface FilterProps {
  query: string;
  onChange: (query: string) => void;
  found: number;
}

function Filter({ query, onChange, found }: FilterProps) {
  const { t } = useTranslation();
  const searching = query.trim() !== '';
  return (
    <div className={classes.filter}>
      <TextInput
        type="search"
        aria-label={t('home.filter')}
        placeholder={t('home.filter')}
        leftSection={<SearchIcon size={16} stroke={iconStroke} aria-hidden />}
        rightSection={
          query ? (
            <CloseButton
              size="sm"
              aria-label={t('home.clearFilter')}
              onClick={() => onChange('')}
            />
          ) : null
        }
        value={query}
        onChange={(event) => onChange(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') onChange('');
        }}
      />
      <Text fz="sm" c="dimmed" role="status" className="at-numbers">
        {searching ? t(found === 0 ? 'home.noMatch' : 'home.found', { count: found }) : ''}
      </Text>
    </div>
  );
}

function RoomGrid({ rooms, label }: { rooms: readonly RoomSummary[]; label: string }) {
  if (rooms.length === 0) return null;
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
  const language = useLanguage();
  const last = room.last_message;
  const names = room.present.map((person) => person.name).join(', ');
  return (
    <Link to={`/r/${room.id}`} className={classes.card} data-unread={room.unread > 0 || undefined}>
      <span className={classes.head}>
        <Text component="span" fz="lg" fw={600} className="at-ellipsis">
          {room.name}
          <Note of={room.person?.note} />
        </Text>
        {room.unread > 0 ? (
          <Badge color="ink" className="at-numbers" flex="none">
            {t('home.unread', { count: room.unread })}
          </Badge>
        ) : null}
      </span>
      <Text component="span" fz="sm" c="dimmed" className={classes.last}>
        <LastWords message={last} />
      </Text>
      <span className={classes.foot}>
        {room.meeting ? (
          <Text component="span" fz="xs" fw={500} className="at-numbers">
            {t('home.meetingSince', { time: shortClock(room.meeting.started_at, language) })}
          </Text>
        ) : null}
        {room.present.length > 0 ? (
          <AvatarStack people={room.present} max={5} label={t('home.hereNow', { names })} />
        ) : null}
        {room.present.length === 0 && !room.meeting ? (
          <Text component="span" fz="xs" c="dimmed">
            {t('home.nobody')}
          </Text>
        ) : null}
        {last ? (
          <Text component="span" fz="xs" c="dimmed">
            <RelativeTime at={last.at} />
          </Text>
        ) : null}
      </span>
    </Link>
  );
}
