// Judges activity for presence: idle after 5 minutes without input or 60 seconds out of sight.
import { useEffect } from 'react';
import { useClient } from '../../state/client';

const idleAfterMs = 5 * 60_000;
const hiddenAfterMs = 60_000;
const inputs = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'] as const;

export function useActivityReport(): void {
  const client = useClient();
  useEffect(() => {
    let active = true;
    let timer: ReturnType<typeof setTimeout>;
    const set = (next: boolean) => {
      if (next !== active) client.presence.setActive(next);
      active = next;
    };
    const rest = () => {
      clearTimeout(timer);
      const hidden = document.visibilityState === 'hidden';
      timer = setTimeout(() => set(false), hidden ? hiddenAfterMs : idleAfterMs);
    };
    const onInput = () => {
      set(true);
      rest();
    };
    const onVisibility = () => {
      if (document.visibilityState === 'visible') set(true);
      rest();
    };
    rest();
    for (const name of inputs) window.addEventListener(name, onInput, { passive: true });
    document.addEventListener('visibilitychange', onVisibility);
    return () => {
      clearTimeout(timer);
      for (const name of inputs) window.removeEventListener(name, onInput);
      document.removeEventListener('visibilitychange', onVisibility);
    };
  }, [client]);
}
