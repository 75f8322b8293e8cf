// The trash of a room, and rooms in the trash: deleting one, what stands in its place, the list of them.
import type { PageEntry } from '../pages';

export const trashed: readonly PageEntry[] = [
  {
    name: 'room-trash',
    route: 'room',
    as: 'owner',
    path: (seed) => `/r/${seed.room}`,
    ready: ['button', 'Brand kick-off, room menu'],
    steps: async (page) => {
      await page.click('button', 'Brand kick-off, room menu');
      await page.click('menuitem', 'Trash');
      await page.see('button', 'Restore First ideas');
    },
  },
  {
    name: 'room-in-trash',
    route: 'room',
    as: 'owner',
    path: (seed) => `/r/${seed.deletedRoom}`,
    ready: ['heading', 'Poster series is in the trash'],
  },
  {
    name: 'room-delete',
    route: 'room',
    as: 'owner',
    path: (seed) => `/r/${seed.room}`,
    ready: ['button', 'Brand kick-off, room menu'],
    steps: async (page) => {
      await page.click('button', 'Brand kick-off, room menu');
      await page.click('menuitem', 'Room settings');
      await page.click('button', 'Delete room');
      await page.see('dialog', 'Move Brand kick-off to the trash?');
    },
  },
  {
    name: 'trash-rooms',
    route: 'settingsTrash',
    as: 'owner',
    path: () => '/settings/trash',
    ready: ['button', 'Restore Poster series'],
  },
  {
    name: 'trash-rooms-purge',
    route: 'settingsTrash',
    as: 'owner',
    path: () => '/settings/trash',
    ready: ['button', 'Restore Poster series'],
    steps: async (page) => {
      await page.click('button', 'Delete for good: Poster series');
      await page.see('textbox', 'Type the name of the room');
    },
  },
  {
    name: 'trash-rooms-empty',
    route: 'settingsTrash',
    as: 'newcomer',
    path: () => '/settings/trash',
    ready: ['heading', 'Rooms in the trash'],
    steps: (page) => page.seeText('No room is in the trash'),
  },
];
