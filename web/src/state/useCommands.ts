// React's view of the command registry: register while mounted, list, format shortcuts.
import { createContext, useContext, useEffect, useSyncExternalStore } from 'react';
import { createCommandRegistry, formatShortcut, type Command } from './commands';

export const CommandContext = createContext(createCommandRegistry());

export const isMac =
  typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.userAgent);

/** The list must be stable (useMemo): each new list replaces the former one. */
export function useRegisterCommands(commands: readonly Command[]): void {
  const registry = useContext(CommandContext);
  useEffect(() => registry.add(commands), [registry, commands]);
}

export function useCommandList(): readonly Command[] {
  const registry = useContext(CommandContext);
  return useSyncExternalStore(registry.subscribe, registry.list);
}

export function useShortcut(id: string): string | undefined {
  const command = useCommandList().find((entry) => entry.id === id);
  return formatShortcut(command?.shortcut, isMac);
}

export function useRunCommand(): (id: string) => boolean {
  return useContext(CommandContext).run;
}
