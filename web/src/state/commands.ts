// Every action of the product is one entry here; menus, palette, tooltips and the shortcuts page are
// views of it. The registry knows neither React nor the router.
import type { ComponentType } from 'react';

export interface Command {
  id: string;
  /** Key of the translated title; the group is the part before the first dot of `id`. */
  titleKey: string;
  /** For entries whose name is content (a room, a person), shown instead of the translation. */
  title?: string;
  icon?: ComponentType<{ size?: number; stroke?: number }>;
  /** For example `mod+k`, `mod+alt+m`, `f6`; several are separated by a space. */
  shortcut?: string;
  when?: () => boolean;
  run: () => void;
}

type Listener = () => void;

export interface CommandRegistry {
  add(commands: readonly Command[]): () => void;
  list(): readonly Command[];
  available(): readonly Command[];
  run(id: string): boolean;
  handleKey(event: KeyboardEvent): boolean;
  subscribe(listener: Listener): () => void;
}

interface Chord {
  key: string;
  mod: boolean;
  alt: boolean;
  shift: boolean;
}

function parseChord(text: string): Chord {
  const parts = text.toLowerCase().split('+');
  const key = parts[parts.length - 1] ?? '';
  return {
    key,
    mod: parts.includes('mod'),
    alt: parts.includes('alt'),
    shift: parts.includes('shift'),
  };
}

const codes: Record<string, string> = { Slash: '/', Backslash: '\\', Period: '.' };

/** Shifted and alternate layouts change `key`, so punctuation is also compared by its place. */
function keyMatches(event: KeyboardEvent, key: string): boolean {
  if (event.key.toLowerCase() === key) return true;
  if (codes[event.code] === key) return true;
  return event.altKey && event.code.toLowerCase() === `key${key}`;
}

export function matchesShortcut(event: KeyboardEvent, shortcut: string): boolean {
  return shortcut.split(' ').some((text) => {
    const chord = parseChord(text);
    const mod = event.ctrlKey || event.metaKey;
    if (mod !== chord.mod || event.altKey !== chord.alt) return false;
    // Punctuation may need Shift on some layouts; only letters and named keys compare it.
    const strict = /^([a-z]|f\d+|enter|escape|arrow.*)$/.test(chord.key);
    if (strict && event.shiftKey !== chord.shift) return false;
    return keyMatches(event, chord.key);
  });
}

const symbols = { arrowup: '\u2191', escape: 'Esc' };

export function formatShortcut(shortcut: string | undefined, mac: boolean): string | undefined {
  if (!shortcut) return undefined;
  const first = shortcut.split(' ')[0] ?? '';
  const names: Record<string, string> = mac
    ? { mod: '\u2318', alt: '\u2325', shift: '\u21e7', enter: '\u21a9', ...symbols }
    : { mod: 'Ctrl', alt: 'Alt', shift: 'Shift', enter: 'Enter', ...symbols };
  const parts = first.split('+').map((part) => names[part] ?? part.toUpperCase());
  return parts.join(mac ? '' : '+');
}

export function createCommandRegistry(): CommandRegistry {
  const layers = new Set<readonly Command[]>();
  const listeners = new Set<Listener>();
  let snapshot: readonly Command[] = [];

  const refresh = () => {
    // A later layer (a dialog, a surface) replaces an entry of the same id.
    const byId = new Map<string, Command>();
    for (const layer of layers) for (const command of layer) byId.set(command.id, command);
    snapshot = [...byId.values()];
    for (const listener of listeners) listener();
  };
  const isOn = (command: Command) => command.when?.() ?? true;

  return {
    add(commands) {
      layers.add(commands);
      refresh();
      return () => {
        layers.delete(commands);
        refresh();
      };
    },
    list: () => snapshot,
    available: () => snapshot.filter(isOn),
    run(id) {
      const command = snapshot.find((entry) => entry.id === id);
      if (!command || !isOn(command)) return false;
      command.run();
      return true;
    },
    handleKey(event) {
      const hit = snapshot.find(
        (command) => command.shortcut && matchesShortcut(event, command.shortcut) && isOn(command),
      );
      if (!hit) return false;
      event.preventDefault();
      hit.run();
      return true;
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
