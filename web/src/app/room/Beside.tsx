// A second surface beside the stage. Where the page is too narrow for two, the address keeps it and one
// switches between them. Its commands are in the registry while the focus is on its side.
import { SegmentedControl, useDirection } from '@mantine/core';
import { useMediaQuery, useSplitter } from '@mantine/hooks';
import { lazy, Suspense, useContext, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { addSurfaceWords } from '../../i18n/surfaces';
import { useWords } from '../../i18n/useWords';
import { LineSkeleton, Loading } from '../../kit/StateView';
import { FrameActions, SurfaceFrame } from '../../kit/SurfaceFrame';
import { useAnnounce } from '../../state/announcer';
import { setPreference, usePreferences } from '../../state/preferences';
import { CommandContext, useRegisterCommands } from '../../state/useCommands';
import { useRoomView } from '../../state/useRoom';
import { IconAction } from '../../ui/IconAction';
import { CloseIcon, SearchIcon, SwapIcon } from '../../ui/icons';
import { Boundary } from '../Boundary';
import { surfaces } from '../surfaces';
import classes from './beside.module.css';
import { useRoomScope } from './roomContext';
import { createSideRegistry } from './sideRegistry';
import { stageOf, SurfaceGone } from './stages';

const ChatStage = lazy(() => import('./ChatStage').then((m) => ({ default: m.ChatStage })));

export function Beside() {
  const words = useWords(addSurfaceWords);
  const { address } = useRoomScope();
  const narrow = useMediaQuery('(max-width: 56.24em)', false, { getInitialValueInEffect: false });
  const joined = useRoomView(address.room)?.phase.name === 'joined';
  if (!words || !joined) return null;
  return narrow ? <SideSwitch /> : <Side />;
}

function useSides() {
  const { t } = useTranslation();
  const { address } = useRoomScope();
  const { room, kind, surface, split = '', go, placeOf, setSplit } = address;
  const list = useRoomView(room)?.surfaces ?? [];
  const find = (id: string | undefined) => list.find((entry) => entry.id === id);
  const beside = find(split);
  const onStage = kind === 'chat' ? 'chat' : find(surface)?.id;
  const titleOf = (id: string | undefined) =>
    id === 'chat' ? t('app.panel.chat') : (find(id)?.title ?? t('app.notFoundTitle'));
  const besidePath = split === 'chat' ? placeOf('chat', 'main') : '';
  const path = beside ? placeOf(beside.kind, beside.id) : besidePath;
  return {
    beside,
    title: titleOf(split),
    stageTitle: onStage === undefined ? t('app.overview') : titleOf(onStage),
    /** The other one comes onto the stage; a place that is no surface cannot stand beside. */
    swap: () => {
      if (path) go(path, undefined, onStage);
    },
    maySwap: onStage !== undefined && path !== '',
    close: () => {
      if (document.activeElement?.closest('[data-region="beside"]')) {
        document.getElementById('main')?.focus();
      }
      setSplit(null);
    },
  };
}

/** Where there is no width for two. */
function SideSwitch() {
  const { t } = useTranslation();
  const { title, stageTitle, swap, close } = useSides();
  return (
    <nav className={classes.switch} aria-label={t('surfaces.sides')}>
      <SegmentedControl
        size="xs"
        flex={1}
        miw={0}
        fullWidth
        aria-label={t('surfaces.sides')}
        value="stage"
        onChange={swap}
        data={[
          { value: 'stage', label: stageTitle },
          { value: 'beside', label: title },
        ]}
      />
      <IconAction label={t('surfaces.closeBeside')} icon={CloseIcon} onClick={close} />
    </nav>
  );
}

function Side() {
  const { t } = useTranslation();
  const sides = useSides();
  const { title, swap, maySwap, close } = sides;
  const { splitSize } = usePreferences();
  const side = useRef<HTMLElement>(null);
  const registry = useSideCommands(side);
  const handle = useHandle();
  useTold(title);
  useBesideCommands(sides);
  const actions = (
    <>
      {maySwap ? (
        <IconAction label={t('surfaces.swapSides')} icon={SwapIcon} onClick={swap} />
      ) : null}
      <IconAction label={t('surfaces.closeBeside')} icon={CloseIcon} onClick={close} />
    </>
  );
  return (
    <>
      <div
        {...handle}
        className={classes.handle}
        aria-orientation="vertical"
        aria-label={t('surfaces.resizeSides')}
      />
      <section
        ref={side}
        className={classes.side}
        style={{ flexBasis: `${100 - splitSize}%` }}
        data-region="beside"
        tabIndex={-1}
        aria-label={t('surfaces.beside', { title })}
      >
        <CommandContext value={registry}>
          <FrameActions value={actions}>
            <SideContent title={title} />
          </FrameActions>
        </CommandContext>
      </section>
    </>
  );
}

function SideContent({ title }: { title: string }) {
  const { address } = useRoomScope();
  const { beside } = useSides();
  const kind = beside && surfaces.get(beside.kind);
  const Content = useMemo(() => kind && stageOf(kind), [kind]);
  const gone = (
    <SurfaceFrame
      title={title}
      icon={SearchIcon}
      status={{ name: 'gone', content: <SurfaceGone /> }}
    />
  );
  const skeleton = (
    <Loading>
      <LineSkeleton lines={8} />
    </Loading>
  );
  return (
    <Boundary place="stage" key={address.split}>
      <Suspense fallback={skeleton}>
        {address.split === 'chat' ? <ChatStage /> : null}
        {beside && Content ? (
          // eslint-disable-next-line react-hooks/static-components -- cached per kind, see stageOf
          <Content room={address.room} surface={beside} />
        ) : null}
        {address.split !== 'chat' && !Content ? gone : null}
      </Suspense>
    </Boundary>
  );
}

const least = 25;
const pane = { defaultSize: 50, min: least, max: 100 - least };

/** The line between both: dragged, or moved with the arrow keys. */
function useHandle() {
  const { dir } = useDirection();
  const { splitSize } = usePreferences();
  const { ref, getHandleProps } = useSplitter({
    panels: [pane, pane],
    sizes: [splitSize, 100 - splitSize],
    onSizeChange: ([stage]) => setPreference('splitSize', Math.round(Number(stage) * 10) / 10),
    step: 2,
    dir,
  });
  useEffect(() => {
    // The stage is not drawn here, so that it stays as it is while something opens beside it.
    ref(document.getElementById('main')?.parentElement ?? null);
    return () => void ref(null);
  }, [ref]);
  return getHandleProps({ index: 0 });
}

function useSideCommands(side: React.RefObject<HTMLElement | null>) {
  const whole = useContext(CommandContext);
  const [{ registry, setActive }] = useState(() => createSideRegistry(whole));
  useEffect(() => {
    const hear = ({ target }: FocusEvent) => {
      if (!(target instanceof Element)) return;
      if (side.current?.contains(target)) setActive(true);
      // A dialog or the palette leaves it as it is.
      else if (target.closest('#main')) setActive(false);
    };
    document.addEventListener('focusin', hear);
    return () => {
      document.removeEventListener('focusin', hear);
      setActive(false);
    };
  }, [side, setActive]);
  return registry;
}

function useTold(title: string): void {
  const { t } = useTranslation();
  const announce = useAnnounce();
  useEffect(() => announce(t('surfaces.openedBeside', { title })), [announce, t, title]);
}

function useBesideCommands({ swap, maySwap, close }: ReturnType<typeof useSides>): void {
  const latest = useRef({ swap, close });
  useEffect(() => {
    latest.current = { swap, close };
  });
  const commands = useMemo(
    () => [
      {
        id: 'document.swapSides',
        titleKey: 'surfaces.swapSides',
        icon: SwapIcon,
        when: () => maySwap,
        run: () => latest.current.swap(),
      },
      {
        id: 'document.closeBeside',
        titleKey: 'surfaces.closeBeside',
        icon: CloseIcon,
        run: () => latest.current.close(),
      },
    ],
    [maySwap],
  );
  useRegisterCommands(commands);
}
