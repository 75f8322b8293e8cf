// Everything that opens over a room: sharing, search, names, and the phone's sheets.
import { Drawer, NavLink } from '@mantine/core';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Loading } from '../../kit/StateView';
import { useRunCommand } from '../../state/useCommands';
import { roleAllows, useMyRole, useRoomView } from '../../state/useRoom';
import {
  ActivityIcon,
  HomeIcon,
  InviteIcon,
  PlayIcon,
  SettingsIcon,
  ThreadIcon,
  iconStroke,
} from '../../ui/icons';
import { Boundary } from '../Boundary';
import { NameDialog } from './NameDialog';
import classes from './room.module.css';
import { useRoomScope } from './roomContext';
import { RoomPlaces } from './Sidebar';

const ShareDialog = lazy(() =>
  import('../../feature/people/room/ShareDialog').then((m) => ({ default: m.ShareDialog })),
);
const ArchiveDialog = lazy(() =>
  import('./ArchiveDialog').then((m) => ({ default: m.ArchiveDialog })),
);
const DeleteDialog = lazy(() =>
  import('./DeleteDialog').then((m) => ({ default: m.DeleteDialog })),
);
const RoomSettings = lazy(() =>
  import('./RoomSettings').then((m) => ({ default: m.RoomSettings })),
);
const TrashDialog = lazy(() =>
  import('./trash/TrashDialog').then((m) => ({ default: m.TrashDialog })),
);
const SearchView = lazy(() =>
  import('../../feature/chat/SearchView').then((m) => ({ default: m.SearchView })),
);

export function RoomDialogs() {
  const { address, dialog, open } = useRoomScope();
  const close = () => open(null);
  return (
    <Boundary place="dialog">
      <Suspense fallback={null}>
        {dialog === 'share' ? <ShareDialog room={address.room} opened onClose={close} /> : null}
        {dialog === 'archive' ? <ArchiveDialog /> : null}
        {dialog === 'delete' ? <DeleteDialog /> : null}
        {dialog === 'trash' ? <TrashDialog /> : null}
        {dialog === 'settings' ? <RoomSettings /> : null}
      </Suspense>
      <SearchSheet />
      <NameDialog />
      <SurfacesSheet />
      <MoreSheet />
    </Boundary>
  );
}

function SearchSheet() {
  const { t } = useTranslation();
  const { address, dialog, layout, open } = useRoomScope();
  const jump = (seq: number) => {
    open(null);
    address.showMessage(seq);
  };
  return (
    <Drawer
      opened={dialog === 'search'}
      onClose={() => open(null)}
      position={layout === 'phone' ? 'bottom' : 'right'}
      size={layout === 'phone' ? '100%' : 400}
      padding={0}
      title={t('app.searchRoom')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
      classNames={{ header: classes.sheetHead ?? '', body: classes.sheetBody ?? '' }}
    >
      <Suspense fallback={<Loading />}>
        <SearchView room={address.room} onJump={jump} />
      </Suspense>
    </Drawer>
  );
}

function SurfacesSheet() {
  const { t } = useTranslation();
  const { dialog, open } = useRoomScope();
  return (
    <Drawer
      opened={dialog === 'surfaces'}
      onClose={() => open(null)}
      position="bottom"
      size="72%"
      title={t('app.surfaces')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <nav aria-label={t('app.surfaces')} className={classes.sheetNav}>
        <RoomPlaces rail={false} onGo={() => open(null)} />
      </nav>
    </Drawer>
  );
}

function MoreSheet() {
  const { t } = useTranslation();
  const { address, dialog, open } = useRoomScope();
  const run = useRunCommand();
  const role = useMyRole(address.room);
  const icon = { size: 18, stroke: iconStroke, 'aria-hidden': true } as const;
  const choose = (id: string) => {
    open(null);
    run(id);
  };
  return (
    <Drawer
      opened={dialog === 'more'}
      onClose={() => open(null)}
      position="bottom"
      size={340}
      title={t('app.more')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <NavLink
        component="button"
        label={t('app.panel.threads')}
        leftSection={<ThreadIcon {...icon} />}
        onClick={() => choose('room.threads')}
      />
      <NavLink
        component="button"
        label={t('app.panel.activity')}
        leftSection={<ActivityIcon {...icon} />}
        onClick={() => choose('room.activity')}
      />
      <StartMeeting onChoose={() => choose('meeting.start')} />
      {roleAllows(role, 'owner') ? (
        <NavLink
          component="button"
          label={t('people.invite')}
          leftSection={<InviteIcon {...icon} />}
          onClick={() => open('share')}
        />
      ) : null}
      <NavLink
        component={Link}
        to="/"
        label={t('home.title')}
        leftSection={<HomeIcon {...icon} />}
      />
      <NavLink
        component={Link}
        to="/settings/profile"
        label={t('people.settings')}
        leftSection={<SettingsIcon {...icon} />}
      />
    </Drawer>
  );
}

/** In the top bar on wider screens. */
function StartMeeting({ onChoose }: { onChoose: () => void }) {
  const { t } = useTranslation();
  const { address } = useRoomScope();
  const role = useMyRole(address.room);
  const live = useRoomView(address.room)?.meeting;
  if (live || !roleAllows(role, 'editor')) return null;
  return (
    <NavLink
      component="button"
      label={t('meeting.startMeeting')}
      leftSection={<PlayIcon size={18} stroke={iconStroke} aria-hidden />}
      onClick={onChoose}
    />
  );
}
