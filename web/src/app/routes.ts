// Every address of the app that exists now. The router is made from this list, and a test compares it
// with the list of pages that the browser tests walk (e2e/pages.ts).
export const routes = {
  setup: '/setup',
  login: '/login',
  join: '/join/:invite',
  forgot: '/forgot',
  reset: '/reset',
  verify: '/verify',
  home: '/',
  settings: '/settings',
  settingsProfile: '/settings/profile',
  settingsAppearance: '/settings/appearance',
  settingsDevices: '/settings/devices',
  settingsKeyboard: '/settings/keyboard',
  settingsTrash: '/settings/trash',
  admin: '/admin',
  adminPeople: '/admin/people',
  adminBrand: '/admin/workspace',
  adminLimits: '/admin/limits',
  adminStorage: '/admin/storage',
  adminHealth: '/admin/health',
  adminMail: '/admin/mail',
  adminActivity: '/admin/activity',
  room: '/r/:room',
  surface: '/r/:room/:kind/:surface',
  notFound: '*',
} as const;

export type RouteName = keyof typeof routes;

export const panels = ['chat', 'threads', 'people', 'activity'] as const;
export type Panel = (typeof panels)[number];
