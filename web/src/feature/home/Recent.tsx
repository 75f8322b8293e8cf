// Documents that I opened lately on this device. The browser keeps their ids; titles are asked for, so
// that they are right and nothing shows that is not mine to see any more.
import type { Client, RoomSummary, Surface } from '@atelier/sdk';
import { Text, Title } from '@mantine/core';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { RelativeTime } from '../../kit/RelativeTime';
import type { SurfaceRegistry } from '../../kit/surface';
import { recentSurfaces, type RecentSurface } from '../../state/recentSurfaces';
import { rest } from '../../state/rest';
import { iconStroke } from '../../ui/icons';
import classes from './HomePage.module.css';

const shown = 5;

type Contents = Readonly<Record<string, readonly Surface[]>>;

const { useContentsQuery } = rest.injectEndpoints({
  endpoints: (build) => ({
    /** The surfaces of several rooms; a room that cannot be read has none. */
    contents: build.query<Contents, readonly string[]>({
      queryFn: async (rooms, { extra }) => {
        const { client } = extra as { client: Client };
        const read = rooms.map(async (room): Promise<[string, readonly Surface[]]> => {
          const answer = await client.rooms.get(room);
          return [room, answer.ok ? answer.value.surfaces : []];
        });
        return { data: Object.fromEntries(await Promise.all(read)) };
      },
      keepUnusedDataFor: 10,
    }),
  }),
});

export interface RecentProps {
  rooms: readonly RoomSummary[];
  me: string | undefined;
  surfaces: SurfaceRegistry;
}

export function Recent({ rooms, me, surfaces }: RecentProps) {
  const { t } = useTranslation();
  const heading = useId();
  const [opened] = useState(() => (me ? recentSurfaces(me) : []));
  const names = new Map(rooms.map(({ id, name }) => [id, name]));
  const known = opened.filter(({ room }) => names.has(room));
  const wanted = [...new Set(known.map(({ room }) => room))].sort();
  const { data } = useContentsQuery(wanted, { skip: wanted.length === 0 });
  const there = known.flatMap((entry) => {
    const surface = data?.[entry.room]?.find(({ id }) => id === entry.surface);
    return surface ? [{ entry, surface }] : [];
  });
  if (there.length === 0) return null;
  return (
    <section className={classes.recent} aria-labelledby={heading}>
      <Title order={2} fz="sm" fw={500} c="dimmed" mb="sm" id={heading}>
        {t('home.recent')}
      </Title>
      <ul className={classes.rows} aria-labelledby={heading}>
        {there.slice(0, shown).map(({ entry, surface }) => (
          <li key={entry.surface}>
            <RecentRow
              entry={entry}
              title={surface.title}
              room={names.get(entry.room) ?? ''}
              surfaces={surfaces}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}

interface RecentRowProps {
  entry: RecentSurface;
  title: string;
  room: string;
  surfaces: SurfaceRegistry;
}

function RecentRow({ entry, title, room, surfaces }: RecentRowProps) {
  const kind = surfaces.get(entry.kind);
  if (!kind) return null;
  const Icon = kind.icon;
  return (
    <Link
      to={kind.route(entry.room, entry.surface)}
      className={classes.row}
      onPointerEnter={() => void kind.load()}
    >
      <span className={classes.document}>
        <Icon size={16} stroke={iconStroke} aria-hidden />
        <Text component="span" fw={500} className="at-ellipsis">
          {title}
        </Text>
      </span>
      <Text component="span" fz="xs" c="dimmed" className="at-ellipsis">
        {room}
        {' · '}
        <RelativeTime at={entry.at} />
      </Text>
    </Link>
  );
}
