// Commands of what stands beside the stage. Both sides have entries of the same names (comment, history,
// find): those of the side where the focus was last are the ones that keys and palette run.
import type { Command, CommandRegistry } from '../../state/commands';

export interface SideRegistry {
  registry: CommandRegistry;
  setActive: (active: boolean) => void;
}

export function createSideRegistry(whole: CommandRegistry): SideRegistry {
  const layers = new Map<readonly Command[], (() => void) | undefined>();
  let active = false;
  return {
    registry: {
      ...whole,
      add(commands) {
        layers.set(commands, active ? whole.add(commands) : undefined);
        return () => {
          layers.get(commands)?.();
          layers.delete(commands);
        };
      },
    },
    setActive(on) {
      if (on === active) return;
      active = on;
      for (const [commands, remove] of layers) {
        remove?.();
        layers.set(commands, on ? whole.add(commands) : undefined);
      }
    },
  };
}
