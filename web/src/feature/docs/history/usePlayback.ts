// Goes through the moments one by one, each as soon as the one before could be seen.
import { useReducedMotion } from '@mantine/hooks';
import { useEffect, useState } from 'react';

const stepMs = 900;
/** Without motion the text changes at once; there is more time to find where. */
const calmStepMs = 2_000;

export interface Playback {
  playing: boolean;
  play: (playing: boolean) => void;
}

/** `step` shows the next moment and answers whether there was one. */
export function usePlayback(ready: boolean, step: () => boolean): Playback {
  const [playing, play] = useState(false);
  const calm = useReducedMotion();
  useEffect(() => {
    if (!playing || !ready) return;
    const timer = setTimeout(
      () => {
        if (!step()) play(false);
      },
      calm ? calmStepMs : stepMs,
    );
    return () => clearTimeout(timer);
  }, [playing, ready, step, calm]);
  return { playing, play };
}
