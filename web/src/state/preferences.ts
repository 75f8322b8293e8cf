// What this browser remembers: pane sizes, theme, language. Nothing else goes to localStorage.
import { useSyncExternalStore } from 'react';

export interface Preferences {
  theme: 'auto' | 'light' | 'dark';
  language: string;
  sidebar: 'open' | 'rail';
  panelWidth: number;
  /** Of the stage beside another surface, in percent. */
  splitSize: number;
  panel: 'open' | 'closed';
  singleKeys: 'on' | 'off';
}

const defaults: Preferences = {
  theme: 'auto',
  language: '',
  sidebar: 'open',
  panelWidth: 360,
  splitSize: 50,
  panel: 'open',
  singleKeys: 'on',
};

const listeners = new Set<() => void>();

function readStored(key: string): string | null {
  try {
    return localStorage.getItem(`atelier.${key}`);
  } catch {
    // Storage may be forbidden; the defaults are good enough then.
    return null;
  }
}

function load(): Preferences {
  const entries = Object.entries(defaults).map(([key, fallback]) => {
    const stored = readStored(key);
    if (stored === null) return [key, fallback];
    return [key, typeof fallback === 'number' ? Number(stored) || fallback : stored];
  });
  return Object.fromEntries(entries) as Preferences;
}

let current = load();

export function preferences(): Preferences {
  return current;
}

export function setPreference<Key extends keyof Preferences>(key: Key, value: Preferences[Key]) {
  current = { ...current, [key]: value };
  try {
    localStorage.setItem(`atelier.${key}`, String(value));
  } catch {
    // Kept for this page only.
  }
  for (const listener of listeners) listener();
}

export function usePreferences(): Preferences {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, preferences);
}
