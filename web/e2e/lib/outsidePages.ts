// Pages of a signed-in person outside of any room: home, new rooms, settings, the workspace.
import type { PageEntry } from '../pages';
import type { RouteName } from '../../src/app/routes';

const settings = (route: RouteName, name: string, heading: string): PageEntry => ({
  name: `settings-${name}`,
  route,
  as: 'owner',
  path: () => `/settings/${name}`,
  ready: ['heading', heading],
});

const admin = (route: RouteName, name: string, heading: string): PageEntry => ({
  name: `admin-${name}`,
  route,
  as: 'owner',
  path: () => `/admin/${name}`,
  ready: ['heading', heading],
});

export const outside: readonly PageEntry[] = [
  { name: 'home', route: 'home', as: 'owner', path: () => '/', ready: ['list', 'Rooms'] },
  {
    name: 'new-room',
    route: 'home',
    as: 'owner',
    path: () => '/',
    ready: ['list', 'Rooms'],
    steps: async (page) => {
      await page.click('button', 'New room');
      await page.see('dialog', 'New room');
    },
  },
  {
    name: 'new-room-template',
    route: 'home',
    as: 'owner',
    path: () => '/?new=clientKickoff',
    ready: ['dialog', 'New room'],
    steps: async (page) => {
      await page.seeText(/Kick-off agenda, Project brief/);
    },
  },
  {
    name: 'home-recent',
    route: 'home',
    as: 'owner',
    path: (seed) => `/r/${seed.room}/text/${seed.document}`,
    ready: ['heading', 'Project brief'],
    steps: async (page) => {
      await page.click('link', 'Home', ['navigation', 'Room contents']);
      await page.see('list', 'Opened lately');
    },
  },
  {
    name: 'home-empty',
    route: 'home',
    as: 'newcomer',
    path: () => '/',
    ready: ['link', /^Client kick-off/],
  },
  {
    name: 'palette',
    route: 'home',
    as: 'owner',
    path: () => '/',
    ready: ['list', 'Rooms'],
    steps: async (page) => {
      await page.press('Control+k');
      await page.seeText('Switch light and dark');
    },
  },
  {
    ...settings('settingsProfile', 'profile', 'Profile'),
    name: 'settings',
    route: 'settings',
    path: () => '/settings',
  },
  settings('settingsProfile', 'profile', 'Profile'),
  {
    ...settings('settingsProfile', 'delete', 'Profile'),
    path: () => '/settings/profile',
    steps: async (page) => {
      await page.click('button', 'Delete my account');
      await page.see('dialog', 'Delete my account');
      await page.see('button', 'Cancel');
    },
  },
  settings('settingsAppearance', 'appearance', 'Appearance and language'),
  settings('settingsDevices', 'devices', 'Devices'),
  settings('settingsKeyboard', 'keyboard', 'Keyboard'),
  {
    ...admin('adminPeople', 'people', 'People'),
    name: 'admin',
    route: 'admin',
    path: () => '/admin',
  },
  admin('adminPeople', 'people', 'People'),
  {
    ...admin('adminPeople', 'erase', 'People'),
    path: () => '/admin/people',
    steps: async (page) => {
      await page.click('button', /^Erase /);
      await page.see('textbox', 'Type the name to go on');
    },
  },
  admin('adminBrand', 'workspace', 'Workspace'),
  {
    ...admin('adminBrand', 'group', 'Workspace'),
    path: () => '/admin/workspace',
    steps: async (page) => {
      await page.click('button', 'New group');
      await page.see('textbox', 'Name of the group');
    },
  },
  admin('adminLimits', 'limits', 'Limits'),
  admin('adminStorage', 'storage', 'Storage'),
  admin('adminHealth', 'health', 'Health'),
  admin('adminMail', 'mail', 'Mail'),
  admin('adminActivity', 'activity', 'Activity'),
  {
    ...admin('adminPeople', 'closed', 'This page is for owners of the workspace'),
    as: 'editor',
    path: () => '/admin/people',
  },
  {
    name: 'not-found',
    route: 'notFound',
    as: 'owner',
    path: () => '/nowhere',
    ready: ['heading', 'There is nothing at this address'],
  },
];
