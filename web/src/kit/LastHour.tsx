// The last hour of a room in the strip: ticks in people's colours.
import type { Member } from '@atelier/sdk';
import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Tick } from '../state/roomsSlice';
import { useAppSelector } from '../state/store';
import { useNow } from '../state/useNow';
import { colorOf, useMembers } from '../state/useRoom';
import { personColor } from '../ui/Avatar';
import classes from './Strip.module.css';

const hourMs = 3_600_000;
const noTicks: Tick[] = [];

export function LastHour({ room }: { room: string }) {
  const { t } = useTranslation();
  const ticks = useAppSelector((state) => state.rooms.entities[room]?.ticks ?? noTicks);
  const members = useMembers(room);
  const now = useNow(20_000);
  const recent = ticks.filter((tick) => tick.at > now - hourMs);
  const people = new Set(recent.map((tick) => tick.person)).size;
  const label = t('common.lastHourOf', { acts: recent.length, count: people });
  return (
    <div className={classes.hour} role="img" aria-label={label} title={label}>
      {recent.map((tick) => (
        <TickMark key={`${tick.at}/${tick.person}`} tick={tick} now={now} members={members} />
      ))}
      <span className={classes.axis} />
      <Text component="span" fz="xs" c="dimmed" className={classes.hourLabel} aria-hidden>
        {t('common.lastHour')}
      </Text>
    </div>
  );
}

function TickMark({ tick, now, members }: { tick: Tick; now: number; members: Member[] }) {
  const place = Math.max(0, Math.min(1, 1 - (now - tick.at) / hourMs));
  const style = {
    insetInlineStart: `calc((100% - 72px) * ${place.toFixed(4)})`,
    background: personColor(colorOf(members, tick.person)),
  };
  return <span className={classes.tick} style={style} />;
}
