// What waits for me: the rooms with something unread, who is meant by name first.
import type { RoomSummary } from '@atelier/sdk';
import { Badge, Text, Title } from '@mantine/core';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { RelativeTime } from '../../kit/RelativeTime';
import { CheckIcon, MentionIcon, iconStroke } from '../../ui/icons';
import classes from './HomePage.module.css';
import { mentions, waitingRooms } from './homeRooms';
import { LastWords } from './LastWords';

const shown = 5;

export interface WaitingProps {
  rooms: readonly RoomSummary[];
}

export function Waiting({ rooms }: WaitingProps) {
  const { t } = useTranslation();
  const heading = useId();
  const waiting = waitingRooms(rooms);
  const more = waiting.length - shown;
  return (
    <section className={classes.waiting} aria-labelledby={heading}>
      <Title order={2} fz="sm" fw={500} c="dimmed" mb="sm" id={heading}>
        {t('home.waiting')}
      </Title>
      {waiting.length === 0 ? (
        <Text fz="sm" c="dimmed" className={classes.quiet}>
          <CheckIcon size={16} stroke={iconStroke} aria-hidden />
          {t('home.nothingWaits')}
        </Text>
      ) : (
        <ul className={classes.rows} aria-labelledby={heading}>
          {waiting.slice(0, shown).map((room) => (
            <li key={room.id}>
              <WaitingRow room={room} meant={mentions(room)} />
            </li>
          ))}
        </ul>
      )}
      {more > 0 ? (
        <Text fz="xs" c="dimmed" mt="xs">
          {t('home.moreWaiting', { count: more })}
        </Text>
      ) : null}
    </section>
  );
}

function WaitingRow({ room, meant }: { room: RoomSummary; meant: number }) {
  const { t } = useTranslation();
  const last = room.last_message;
  return (
    <Link to={`/r/${room.id}?panel=chat`} className={classes.row}>
      <span className={classes.head}>
        <Text component="span" fw={600} className="at-ellipsis">
          {room.name}
        </Text>
        <Badge color="ink" className="at-numbers" flex="none">
          {t('home.unread', { count: room.unread })}
        </Badge>
      </span>
      {meant > 0 ? (
        <Text component="span" fz="sm" className={classes.meant}>
          <MentionIcon size={16} stroke={iconStroke} aria-hidden />
          {t('home.mentionsYou', { count: meant })}
        </Text>
      ) : null}
      <Text component="span" fz="sm" c="dimmed" className={classes.last}>
        <LastWords message={last} />
      </Text>
      {last ? (
        <Text component="span" fz="xs" c="dimmed">
          <RelativeTime at={last.at} />
        </Text>
      ) : null}
    </Link>
  );
}
