// Goes where the leader goes, and ends that as soon as I act in the surface or go elsewhere: nobody is
// moved against their will.
import type { Follow, View } from '@atelier/sdk';
import { useEffect, useRef } from 'react';
import { useViews } from '../../kit/views';

export interface LeaderPlace {
  room: string;
  /** What is open here now. */
  surface: string;
  /** The address of a surface of this room; undefined when it is not known here. */
  pathOf: (surface: string) => string | undefined;
  go: (path: string) => void;
}

/** Shown again while a document that has just been opened finds its height. */
const againMs = [120, 500, 1_200];

export function useLeader(follow: Follow, leader: string | undefined, place: LeaderPlace): void {
  const views = useViews();
  const latest = useRef(place);
  const wanted = useRef<View | null>(null);
  const expected = useRef<string | null>(null);
  const { room, surface } = place;
  useEffect(() => {
    latest.current = place;
  });
  useEffect(() => {
    let timers: ReturnType<typeof setTimeout>[] = [];
    const show = () => {
      const view = wanted.current;
      if (view?.at === undefined || view.surface !== latest.current.surface) return;
      views.get(view.surface)?.show(view.at);
    };
    const showUntilStill = () => {
      for (const timer of timers) clearTimeout(timer);
      show();
      timers = againMs.map((ms) => setTimeout(show, ms));
    };
    const apply = (view: View) => {
      wanted.current = view;
      if (view.surface === latest.current.surface) return showUntilStill();
      const path = latest.current.pathOf(view.surface);
      if (path === undefined) return;
      expected.current = view.surface;
      latest.current.go(path);
    };
    const stops = [
      views.subscribe(showUntilStill),
      follow.on('view', (view) => {
        if (view.room === room) apply(view);
      }),
    ];
    return () => {
      for (const timer of timers) clearTimeout(timer);
      for (const stop of stops) stop();
    };
  }, [follow, room, views]);
  useEffect(() => {
    if (leader !== undefined) return;
    wanted.current = null;
    expected.current = null;
  }, [leader]);
  useOwnWay(follow, leader, room, surface, expected);
}

const notMine = new Set(['Shift', 'Control', 'Alt', 'Meta', 'Tab', 'F6', 'AltGraph']);

function useOwnWay(
  follow: Follow,
  leader: string | undefined,
  room: string,
  surface: string,
  expected: { current: string | null },
): void {
  const before = useRef(surface);
  useEffect(() => {
    const moved = before.current !== surface;
    before.current = surface;
    if (moved && leader !== undefined && surface !== expected.current) follow.stop(room);
  }, [follow, leader, room, surface, expected]);
  useEffect(() => {
    const stage = document.getElementById('main');
    if (leader === undefined || !stage) return;
    const free = () => follow.stop(room);
    const key = (event: KeyboardEvent) => {
      if (notMine.has(event.key) || event.ctrlKey || event.metaKey || event.altKey) return;
      free();
    };
    const escape = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && event.target === document.body) free();
    };
    const options = { capture: true, passive: true };
    const acts = ['wheel', 'touchmove', 'pointerdown'] as const;
    for (const act of acts) stage.addEventListener(act, free, options);
    stage.addEventListener('keydown', key, options);
    document.addEventListener('keydown', escape);
    return () => {
      for (const act of acts) stage.removeEventListener(act, free, options);
      stage.removeEventListener('keydown', key, options);
      document.removeEventListener('keydown', escape);
    };
  }, [follow, leader, room]);
}
