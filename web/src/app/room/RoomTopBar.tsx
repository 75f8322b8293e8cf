// The top bar of a room: where I am, who is here, invite, search, me. On a phone: back, title, more.
import { Badge, Button, Text } from '@mantine/core';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { useSessionQuery } from '../../state/rest';
import { useAppSelector } from '../../state/store';
import { useRunCommand, useShortcut } from '../../state/useCommands';
import { colorOf, roleAllows, useMembers, useMyRole, useRoomView } from '../../state/useRoom';
import { IconAction } from '../../ui/IconAction';
import {
  BackIcon,
  CommandIcon,
  InviteIcon,
  PanelIcon,
  SearchIcon,
  SidebarIcon,
  iconStroke,
} from '../../ui/icons';
import { MeMenu } from '../shell/LazyMeMenu';
import classes from './room.module.css';
import { PresentStack } from './PresentStack';
import { useRoomScope } from './roomContext';

const MeetingBar = lazy(() =>
  import('../../feature/meeting/MeetingBar').then((m) => ({ default: m.MeetingBar })),
);
const PeopleMenu = lazy(() => import('./barParts').then((m) => ({ default: m.PeopleMenu })));
const RoomMenu = lazy(() => import('./barParts').then((m) => ({ default: m.RoomMenu })));

export function RoomTopBar() {
  const { t } = useTranslation();
  const { address, layout, open } = useRoomScope();
  const run = useRunCommand();
  const navigate = useNavigate();
  const role = useMyRole(address.room);
  const phone = layout === 'phone';
  const me = useAppSelector((state) => state.connection.me?.id ?? '');
  const members = useMembers(address.room);
  const sidebar = useShortcut('room.sidebar');
  const panel = useShortcut('room.panel');
  const palette = useShortcut('app.palette');
  return (
    <header className={classes.top} data-region="top" tabIndex={-1} aria-label={t('app.topBar')}>
      {phone ? (
        <IconAction label={t('app.toHome')} icon={BackIcon} onClick={() => void navigate('/')} />
      ) : (
        <IconAction
          label={t('app.toggleSidebar')}
          shortcut={sidebar}
          icon={SidebarIcon}
          onClick={() => run('room.sidebar')}
        />
      )}
      <Where />
      <PresentPeople />
      <span className={classes.space} />
      {roleAllows(role, 'owner') && !phone ? (
        <Button
          size="compact-md"
          variant="default"
          leftSection={<InviteIcon size={16} stroke={iconStroke} aria-hidden />}
          onClick={() => open('share')}
        >
          {t('people.invite')}
        </Button>
      ) : null}
      <Meeting />
      <IconAction label={t('app.searchRoom')} icon={SearchIcon} onClick={() => open('search')} />
      {phone ? null : (
        <>
          <IconAction
            label={t('app.palette')}
            shortcut={palette}
            icon={CommandIcon}
            onClick={() => run('app.palette')}
          />
          <IconAction
            label={t('app.togglePanel')}
            shortcut={panel}
            icon={PanelIcon}
            onClick={() => run('room.panel')}
          />
        </>
      )}
      <MeMenu color={colorOf(members, me)} />
    </header>
  );
}

function Meeting() {
  const { address, layout } = useRoomScope();
  return (
    <Suspense fallback={null}>
      <MeetingBar room={address.room} phone={layout === 'phone'} go={address.go} />
    </Suspense>
  );
}

function Where() {
  const { t } = useTranslation();
  const { address, layout } = useRoomScope();
  const view = useRoomView(address.room);
  const workspace = useSessionQuery().data?.workspace.name;
  const name = view?.name || t('common.loading');
  return (
    <div className={classes.where}>
      {layout === 'wide' && workspace ? (
        <>
          <Link to="/" className={classes.workspace}>
            {workspace}
          </Link>
          <span aria-hidden className={classes.slash}>
            {'/'}
          </span>
        </>
      ) : null}
      <Text component="h1" fz="md" fw={600} className="at-ellipsis" tabIndex={-1}>
        {name}
      </Text>
      {view?.archived ? (
        <Badge color="gray" flex="none">
          {t('app.archived')}
        </Badge>
      ) : null}
      <Suspense fallback={null}>
        <RoomMenu />
      </Suspense>
    </div>
  );
}

function PresentPeople() {
  const { address } = useRoomScope();
  return (
    <Suspense fallback={<PresentStack onClick={() => address.setPanel('people')} />}>
      <PeopleMenu />
    </Suspense>
  );
}
