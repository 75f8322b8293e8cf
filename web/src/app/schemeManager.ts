// Mantine's colour scheme in the one place where preferences live, and where theme.js reads it.
import type { MantineColorSchemeManager } from '@mantine/core';
import { preferences, setPreference } from '../state/preferences';

export const schemeManager: MantineColorSchemeManager = {
  get: () => preferences().theme,
  set: (value) => setPreference('theme', value),
  subscribe: () => undefined,
  unsubscribe: () => undefined,
  clear: () => setPreference('theme', 'auto'),
};
