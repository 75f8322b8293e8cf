// A room: joined while it is open, with its regions laid out for the width. What is open comes from
// the address.
import { lazy, Suspense, useMemo, useState } from 'react';
import { Loading } from '../../kit/StateView';
import { Strip } from '../../kit/Strip';
import { roleAllows, useJoinRoom, useMyRole, useRoomView } from '../../state/useRoom';
import { SkipLink } from '../shell/Shell';
import { RemovedPage, RoomClosedPage, WaitingPage } from '../StatusPages';
import { Shell } from '../shell/Shell';
import { useLayout } from './layout';
import classes from './room.module.css';
import { RoomContext, useRoomScope, type RoomDialog } from './roomContext';
import { RoomTopBar } from './RoomTopBar';
import { SidePanel } from './SidePanel';
import { PhoneTabs } from './PhoneTabs';
import { Sidebar } from './Sidebar';
import { Stage } from './Stage';
import { useRoomAddress } from './useRoomAddress';
import { useRoomEffects } from './useRoomEffects';

const RoomAway = lazy(() => import('./RoomAway').then((m) => ({ default: m.RoomAway })));
const Knocks = lazy(() =>
  import('../../feature/people/room/Knocks').then((m) => ({ default: m.Knocks })),
);
const Following = lazy(() => import('./barParts').then((m) => ({ default: m.Following })));
const RoomCommands = lazy(() =>
  import('./RoomCommands').then((m) => ({ default: m.RoomCommands })),
);
const RoomDialogs = lazy(() => import('./RoomDialogs').then((m) => ({ default: m.RoomDialogs })));

export function RoomPage() {
  const layout = useLayout();
  const address = useRoomAddress(layout === 'wide');
  const [dialog, open] = useState<RoomDialog | null>(null);
  const scope = useMemo(() => ({ address, layout, dialog, open }), [address, layout, dialog]);
  return (
    <RoomContext value={scope}>
      <JoinedRoom key={address.room} room={address.room} />
    </RoomContext>
  );
}

function JoinedRoom({ room }: { room: string }) {
  const { retry } = useJoinRoom(room);
  const view = useRoomView(room);
  useRoomEffects();
  const phase = view?.phase;
  const deleted = phase?.name === 'removed' && phase.reason === 'deleted';
  if (deleted || (phase?.name === 'failed' && phase.error.code === 'not_found')) {
    return (
      <Shell>
        <Suspense fallback={<Loading />}>
          <RoomAway room={room} deleted={deleted} retry={retry} />
        </Suspense>
      </Shell>
    );
  }
  if (phase?.name === 'removed') {
    return (
      <Shell>
        <RemovedPage name={view?.name ?? ''} />
      </Shell>
    );
  }
  if (phase?.name === 'failed') {
    const closed = phase.error.code === 'forbidden';
    return (
      <Shell>{closed ? <RoomClosedPage /> : <WaitingPage what="busy" onRetry={retry} />}</Shell>
    );
  }
  if (!phase) return <Loading />;
  return (
    <>
      <Suspense fallback={null}>
        <RoomCommands />
      </Suspense>
      <RoomFrame room={room} />
    </>
  );
}

function RoomFrame({ room }: { room: string }) {
  const { layout, dialog } = useRoomScope();
  const role = useMyRole(room);
  return (
    <div className={classes.room} data-layout={layout}>
      <SkipLink />
      <RoomTopBar />
      <div className={classes.middle}>
        {layout === 'phone' ? null : <Sidebar />}
        <Stage />
        <SidePanel />
      </div>
      <Strip room={room}>
        <Following />
      </Strip>
      {layout === 'phone' ? <PhoneTabs /> : null}
      {roleAllows(role, 'owner') ? (
        <Suspense fallback={null}>
          <Knocks room={room} />
        </Suspense>
      ) : null}
      {dialog ? (
        <Suspense fallback={null}>
          <RoomDialogs />
        </Suspense>
      ) : null}
    </div>
  );
}
