// The line of moments of an open history, and playing along it.
import { useCallback } from 'react';
import { Scrubber } from './Scrubber';
import { chooseMoment } from './timeline';
import type { HistoryView } from './useHistoryView';
import { usePlayback } from './usePlayback';

/** With fewer there is nowhere to go. */
const momentsAtLeast = 2;

export function ScrubberPlace({ view }: { view: HistoryView }) {
  const { page, index, choose, personOf, settled } = view;
  const { moments } = page;
  const step = useCallback(() => {
    // From now it begins anew; at the last moment it is over.
    const next = index >= moments.length ? 0 : index + 1;
    const chosen = chooseMoment(moments, next);
    if (chosen) choose(chosen);
    return chosen !== null;
  }, [index, moments, choose]);
  const playback = usePlayback(settled, step);
  if (moments.length < momentsAtLeast) return null;
  return (
    <Scrubber
      moments={moments}
      index={index}
      personOf={personOf}
      playback={playback}
      onGo={(place) => choose(chooseMoment(moments, place))}
    />
  );
}
