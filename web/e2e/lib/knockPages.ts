// The door of a room that asks for knocking, where an owner switches it on, and a room that guests see from
// when they come.
import type { PageEntry } from '../pages';

export const knocking: readonly PageEntry[] = [
  {
    name: 'join-knock',
    route: 'join',
    as: 'nobody',
    path: (seed) => seed.knocking,
    ready: ['button', 'Ask to come in'],
  },
  {
    name: 'join-waiting',
    route: 'join',
    as: 'viewer',
    path: (seed) => seed.knocking,
    ready: ['heading', 'Website relaunch'],
    steps: async (page) => {
      // Who has knocked in the other theme waits already.
      const ask = 'Ask to come in';
      if ((await page.namesOf('button')).includes(ask)) await page.click('button', ask);
      await page.see('button', 'Stop waiting');
    },
  },
  {
    name: 'room-settings',
    route: 'room',
    as: 'owner',
    path: (seed) => `/r/${seed.room}`,
    ready: ['button', 'Brand kick-off, room menu'],
    steps: async (page) => {
      await page.click('button', 'Brand kick-off, room menu');
      await page.click('menuitem', 'Room settings');
      await page.see('switch', /^Ask before letting people in/);
    },
  },
  {
    name: 'room-settings-keep',
    route: 'room',
    as: 'owner',
    path: (seed) => `/r/${seed.room}`,
    ready: ['button', 'Brand kick-off, room menu'],
    steps: async (page) => {
      await page.click('button', 'Brand kick-off, room menu');
      await page.click('menuitem', 'Room settings');
      await page.click('combobox', 'Keep messages');
      await page.click('option', 'For 30 days');
      await page.see('button', 'Keep for 30 days');
    },
  },
  {
    name: 'room-late',
    route: 'join',
    as: 'viewer',
    path: (seed) => seed.late,
    ready: ['button', 'Enter the room'],
    steps: async (page) => {
      await page.click('button', 'Enter the room');
      await page.see('button', 'Price talks, room menu');
      await page.click('tab', 'Chat');
      await page.seeText(/^You see what was said since you came/);
    },
  },
];
