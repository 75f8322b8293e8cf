// The sidebar: home, then what is in this room by kind, with dots for who is where. Collapsed it is a
// rail of icons.
import type { Member, Surface } from '@atelier/sdk';
import { Text, Tooltip } from '@mantine/core';
import { lazy, Suspense, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { NavLink } from 'react-router';
import type { SurfaceKind } from '../../kit/surface';
import { usePreferences } from '../../state/preferences';
import { useAppSelector } from '../../state/store';
import { roleAllows, selectBySurface, useMyRole, useRoomView } from '../../state/useRoom';
import { personColor } from '../../ui/Avatar';
import { IconAction } from '../../ui/IconAction';
import {
  AddIcon,
  FileIcon,
  HomeIcon,
  OverviewIcon,
  iconStroke,
  type IconComponent,
} from '../../ui/icons';
import { surfaces } from '../surfaces';
import classes from './room.module.css';
import { useRoomScope } from './roomContext';
import rows from './sidebarRow.module.css';

const SurfaceMenu = lazy(() =>
  import('./surfaceActions').then((m) => ({ default: m.SurfaceMenu })),
);

const noSurfaces: Surface[] = [];

export function Sidebar() {
  const { t } = useTranslation();
  const { layout } = useRoomScope();
  const rail = usePreferences().sidebar === 'rail' || layout === 'compact';
  return (
    <nav
      className={classes.sidebar}
      data-region="sidebar"
      data-rail={rail || undefined}
      tabIndex={-1}
      aria-label={t('app.sidebar')}
    >
      <Entry to="/" icon={HomeIcon} label={t('home.title')} rail={rail} />
      <RoomPlaces rail={rail} />
    </nav>
  );
}

/** Also the content of the phone's sheet "Surfaces". */
export function RoomPlaces({ rail, onGo }: { rail: boolean; onGo?: () => void }) {
  const { t } = useTranslation();
  const { address } = useRoomScope();
  const { room } = address;
  const list = useRoomView(room)?.surfaces ?? noSurfaces;
  const here = useAppSelector((state) => selectBySurface(state, room));
  return (
    <>
      <Entry
        to={`/r/${room}${address.keep}`}
        end
        icon={OverviewIcon}
        label={t('app.overview')}
        rail={rail}
        people={here.get('room') ?? []}
        {...(onGo ? { onGo } : {})}
      />
      <Entry
        to={`/r/${room}/files/all${address.keep}`}
        icon={FileIcon}
        label={t('app.files')}
        rail={rail}
        {...(onGo ? { onGo } : {})}
      />
      <PinnedGroup
        rail={rail}
        list={list.filter((surface) => surface.pinned)}
        here={here}
        {...(onGo ? { onGo } : {})}
      />
      {surfaces.list().map((kind) => (
        <KindGroup
          key={kind.kind}
          kind={kind}
          rail={rail}
          list={list.filter((surface) => surface.kind === kind.kind && !surface.pinned)}
          here={here}
          {...(onGo ? { onGo } : {})}
        />
      ))}
    </>
  );
}

interface GroupProps {
  list: readonly Surface[];
  here: ReadonlyMap<string, Member[]>;
  rail: boolean;
  onGo?: () => void;
}

/** What the room keeps on top, of whatever kind. */
function PinnedGroup({ list, ...props }: GroupProps) {
  const { t } = useTranslation();
  if (list.length === 0) return null;
  return (
    <section aria-label={t('chat.pinned')} className={classes.kind}>
      {props.rail ? null : (
        <div className={classes.kindHead}>
          <Text fz="xs" fw={500} c="dimmed" flex={1}>
            {t('chat.pinned')}
          </Text>
        </div>
      )}
      {list.map((surface) => (
        <SurfaceEntry key={surface.id} surface={surface} {...props} />
      ))}
    </section>
  );
}

interface KindGroupProps extends GroupProps {
  kind: SurfaceKind;
}

function KindGroup({ kind, list, ...props }: KindGroupProps) {
  const { t } = useTranslation();
  const { address, open } = useRoomScope();
  const role = useMyRole(address.room);
  return (
    <section aria-label={t(kind.titleKey)} className={classes.kind}>
      <div className={classes.kindHead}>
        {props.rail ? null : (
          <Text fz="xs" fw={500} c="dimmed" flex={1}>
            {t(kind.titleKey)}
          </Text>
        )}
        {roleAllows(role, 'editor') ? (
          <IconAction
            small
            label={t(kind.newTitleKey)}
            icon={AddIcon}
            onClick={() => open(`newSurface/${kind.kind}`)}
          />
        ) : null}
      </div>
      {list.map((surface) => (
        <SurfaceEntry key={surface.id} surface={surface} {...props} />
      ))}
    </section>
  );
}

function SurfaceEntry({
  surface,
  here,
  rail,
  onGo,
}: Omit<GroupProps, 'list'> & { surface: Surface }) {
  const { address } = useRoomScope();
  const kind = surfaces.get(surface.kind);
  if (!kind) return null;
  return (
    <Entry
      to={kind.route(address.room, surface.id) + address.keep}
      icon={kind.icon}
      label={surface.title}
      rail={rail}
      people={here.get(surface.id) ?? []}
      onNear={() => void kind.load()}
      menu={rail ? null : <SurfaceMenu surface={surface} />}
      {...(onGo ? { onGo } : {})}
    />
  );
}

interface EntryProps {
  to: string;
  end?: boolean;
  icon: IconComponent;
  label: string;
  rail: boolean;
  people?: readonly Member[];
  /** Loads what will be needed, before the click. */
  onNear?: () => void;
  onGo?: () => void;
  /** Beside the link: what can be done with the place. */
  menu?: ReactNode;
}

function Entry({
  to,
  end = false,
  icon: Icon,
  label,
  rail,
  people = [],
  onNear,
  onGo,
  menu = null,
}: EntryProps) {
  const { t } = useTranslation();
  const names = people.map((person) => person.name).join(', ');
  const described = names ? t('app.entryWith', { label, names }) : label;
  const link = (
    <Tooltip label={described} position="right" disabled={!rail && names === ''}>
      <NavLink
        to={to}
        end={end}
        className={classes.entry ?? ''}
        aria-label={described}
        onPointerEnter={onNear}
        onClick={onGo}
      >
        <Icon size={rail ? 20 : 16} stroke={iconStroke} aria-hidden />
        {rail ? null : <span className="at-ellipsis">{label}</span>}
        <span className={classes.dots} aria-hidden>
          {people.slice(0, 4).map((person) => (
            <span key={person.id} style={{ background: personColor(person.color) }} />
          ))}
        </span>
      </NavLink>
    </Tooltip>
  );
  if (menu === null) return link;
  return (
    <div className={rows.row}>
      {link}
      <span className={rows.menu}>
        <Suspense fallback={null}>{menu}</Suspense>
      </span>
    </div>
  );
}
