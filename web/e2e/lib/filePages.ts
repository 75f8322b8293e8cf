// The files of a room: with content, without any of a kind, and where nobody attached anything.
import type { PageEntry } from '../pages';
import { knocking } from './knockPages';

const files: readonly PageEntry[] = [
  {
    name: 'room-files',
    route: 'surface',
    as: 'viewer',
    path: (seed) => `/r/${seed.room}/files/all`,
    ready: ['link', /^shutters\.png/],
  },
  {
    name: 'room-files-none',
    route: 'surface',
    as: 'editor',
    path: (seed) => `/r/${seed.room}/files/others`,
    ready: ['heading', 'Files'],
    steps: (page) => page.seeText('No files found'),
  },
  {
    name: 'room-files-empty',
    route: 'surface',
    as: 'owner',
    path: (seed) => `/r/${seed.emptyRoom}/files/all`,
    ready: ['button', 'Open the chat'],
  },
];

export const doorAndFiles: readonly PageEntry[] = [...knocking, ...files];
