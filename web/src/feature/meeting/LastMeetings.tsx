// The last meetings of a room, on its overview.
import type { MeetingEntry } from '@atelier/sdk';
import { Text, Title } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { addMeetingWords } from '../../i18n/meeting';
import { useWords } from '../../i18n/useWords';
import { RelativeTime } from '../../kit/RelativeTime';
import { useClient } from '../../state/client';
import { useAppSelector } from '../../state/store';
import { durationWords } from './durations';
import classes from './meeting.module.css';
import { summaryPath } from './useMeeting';

const shown = 3;
const none: readonly MeetingEntry[] = [];

function useLast(room: string): readonly MeetingEntry[] {
  const client = useClient();
  const joined = useAppSelector((state) => state.rooms.entities[room]?.phase.name === 'joined');
  const [last, setLast] = useState(none);
  useEffect(() => {
    if (!joined) return;
    const read = async () => {
      const page = await client.meetings.list(room, { limit: shown });
      if (page.ok) setLast(page.value.meetings);
    };
    const timer = setTimeout(() => void read(), 0);
    const stop = client.meetings.on('ended', (event) => {
      if (event.room === room) void read();
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [client, room, joined]);
  return last;
}

/** Nothing where there never was one. */
export function LastMeetings({ room }: { room: string }) {
  const { t } = useTranslation();
  const words = useWords(addMeetingWords);
  const last = useLast(room);
  if (!words || last.length === 0) return null;
  return (
    <section className={classes.last} aria-label={t('meeting.lastMeetings')}>
      <Title order={3} fz="sm" fw={500} c="dimmed" mb="sm">
        {t('meeting.lastMeetings')}
      </Title>
      <ul className={classes.list}>
        {last.map((meeting) => (
          <li key={meeting.id}>
            <Link to={summaryPath(room, meeting.id)} className={classes.row}>
              <Text component="span" fz="sm" fw={500} display="block" className="at-ellipsis">
                {meeting.title || t('meeting.untitled')}
              </Text>
              <Text component="span" fz="xs" c="dimmed" className="at-numbers">
                <RelativeTime at={meeting.started_at} />
                {' · '}
                {t('meeting.counted', {
                  length: durationWords((meeting.ended_at ?? 0) - meeting.started_at, t),
                  people: t('meeting.people', { count: meeting.people }),
                })}
              </Text>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
