// The stage: one surface, the chat made large, or the overview of the room.
import type { Surface } from '@atelier/sdk';
import { lazy, Suspense, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { LineSkeleton, Loading } from '../../kit/StateView';
import type { SurfaceKind } from '../../kit/surface';
import { useRoomView } from '../../state/useRoom';
import { Boundary } from '../Boundary';
import { surfaces } from '../surfaces';
import classes from './room.module.css';
import { useRoomScope } from './roomContext';
import { stageOf, SurfaceGone } from './stages';

const Overview = lazy(() => import('./Overview').then((m) => ({ default: m.Overview })));
const ChatStage = lazy(() => import('./ChatStage').then((m) => ({ default: m.ChatStage })));
const FilesStage = lazy(() => import('./FilesStage').then((m) => ({ default: m.FilesStage })));
const Beside = lazy(() => import('./Beside').then((m) => ({ default: m.Beside })));
const SurfaceCommands = lazy(() =>
  import('./surfaceActions').then((m) => ({ default: m.SurfaceCommands })),
);

export function Stage() {
  const { t } = useTranslation();
  const { address } = useRoomScope();
  return (
    <div className={classes.stages}>
      <main
        id="main"
        className={classes.stage}
        data-region="surface"
        tabIndex={-1}
        aria-label={t('app.stage')}
      >
        <Boundary place="stage" key={`${address.kind}/${address.surface}`}>
          <StageContent />
        </Boundary>
      </main>
      <Suspense fallback={null}>{address.split ? <Beside /> : null}</Suspense>
    </div>
  );
}

function StageContent() {
  const { address } = useRoomScope();
  const view = useRoomView(address.room);
  if (address.kind === undefined || address.kind === 'summary') {
    return (
      <Suspense fallback={<Loading />}>
        <Overview />
      </Suspense>
    );
  }
  if (address.kind === 'chat') {
    return (
      <Suspense fallback={<Loading />}>
        <ChatStage />
      </Suspense>
    );
  }
  if (address.kind === 'files') {
    return (
      <Suspense fallback={<Loading />}>
        <FilesStage />
      </Suspense>
    );
  }
  const kind = surfaces.get(address.kind);
  const surface = view?.surfaces.find((entry) => entry.id === address.surface);
  if (view?.phase.name !== 'joined') {
    return (
      <Loading>
        <LineSkeleton lines={8} />
      </Loading>
    );
  }
  if (!kind || surface?.kind !== kind.kind) return <SurfaceGone />;
  return <SurfaceStage key={surface.id} kind={kind} surface={surface} />;
}

function SurfaceStage({ kind, surface }: { kind: SurfaceKind; surface: Surface }) {
  const { address } = useRoomScope();
  const Content = useMemo(() => stageOf(kind), [kind]);
  return (
    <Suspense
      fallback={
        <Loading>
          <LineSkeleton lines={8} />
        </Loading>
      }
    >
      <Suspense fallback={null}>
        <SurfaceCommands surface={surface} />
      </Suspense>
      {/* eslint-disable-next-line react-hooks/static-components -- cached per kind, see stageOf */}
      <Content room={address.room} surface={surface} />
    </Suspense>
  );
}
