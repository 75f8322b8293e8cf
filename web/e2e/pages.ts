// Every page and state that the browser tests walk and `make shots` takes pictures of. An entry tells
// who looks, where, what shows that it is there, and which steps lead from the page to the state.
// It knows neither browsers nor servers, so that a test of the router may read it.
import { outside } from './lib/outsidePages';
import { doorAndFiles } from './lib/filePages';
import { trashed } from './lib/trashPages';
import type { Page } from './lib/page';
import type { RouteName } from '../src/app/routes';
import type { Seed, Who } from './lib/seed';

export interface PageEntry {
  /** Also the name of the picture. */
  name: string;
  route: RouteName;
  /** A stranger is at a server that nobody has set up. */
  as: Who | 'stranger';
  path: (seed: Seed) => string;
  /** Role and name of what is there when the page is; at every width, unless there are steps. */
  ready: readonly [role: string, name: string | RegExp];
  /** From the page to the state, on a wide screen. */
  steps?: (page: Page) => Promise<void>;
}

const inRoom = (query = '') => ({
  route: 'room' as const,
  path: (seed: Seed) => `/r/${seed.room}${query}`,
  // An open panel covers the rest of the room on a phone.
  ready: query ? (['tab', 'Threads'] as const) : (['button', 'Brand kick-off, room menu'] as const),
});

const surface = (as: Who) => ({
  route: 'surface' as const,
  as,
  path: (seed: Seed) => `/r/${seed.room}/text/${seed.document}`,
  ready: ['heading', 'Project brief'] as const,
});

const rich = (as: Who) => ({
  route: 'surface' as const,
  as,
  path: (seed: Seed) => `/r/${seed.room}/rich/${seed.rich}`,
  ready: ['textbox', 'Text of Client brief'] as const,
});

const fresh: readonly PageEntry[] = [
  {
    name: 'setup',
    route: 'setup',
    as: 'stranger',
    path: () => '/setup#secret',
    ready: ['button', 'Create workspace'],
  },
  {
    name: 'setup-incomplete',
    route: 'setup',
    as: 'stranger',
    path: () => '/setup',
    ready: ['heading', 'The link is incomplete'],
  },
];

const door: readonly PageEntry[] = [
  {
    name: 'login',
    route: 'login',
    as: 'nobody',
    path: () => '/login',
    ready: ['heading', 'Sign in'],
  },
  {
    name: 'login-wrong',
    route: 'login',
    as: 'nobody',
    path: () => '/login',
    ready: ['heading', 'Sign in'],
    steps: async (page) => {
      await page.fill('textbox', 'E-mail', 'nobody@studio-north.example');
      await page.fillLabelled('Password', 'not the password');
      await page.click('button', 'Sign in');
      await page.see('alert', /^/);
    },
  },
  {
    name: 'login-provider-failed',
    route: 'login',
    as: 'nobody',
    path: () => '/login#error=taken',
    ready: ['heading', 'Sign in'],
    steps: (page) => page.see('alert', /^/),
  },
  {
    name: 'join',
    route: 'join',
    as: 'nobody',
    path: (seed) => seed.invitation,
    ready: ['button', 'Enter the room'],
  },
  {
    name: 'join-gone',
    route: 'join',
    as: 'nobody',
    path: () => '/join/gone#link_gone',
    ready: ['heading', 'This link does not work any more'],
  },
];

/** Every page of mailed links; what they do is tried in accounts.e2e.ts. */
const mailed: readonly PageEntry[] = [
  {
    name: 'invite',
    route: 'join',
    as: 'nobody',
    path: (seed) => seed.invite,
    ready: ['button', 'Enter the room'],
  },
  {
    name: 'invite-signed-in',
    route: 'join',
    as: 'owner',
    path: (seed) => seed.invite,
    ready: ['button', 'Accept'],
  },
  {
    name: 'invite-gone',
    route: 'join',
    as: 'nobody',
    path: () => '/join/gone#invite_gone',
    ready: ['heading', 'This invite does not work any more'],
  },
  {
    name: 'forgot',
    route: 'forgot',
    as: 'nobody',
    path: () => '/forgot',
    ready: ['button', 'Send link'],
  },
  {
    name: 'reset',
    route: 'reset',
    as: 'nobody',
    path: () => '/reset#reset_secret',
    ready: ['button', 'Set password and sign in'],
  },
  {
    name: 'reset-gone',
    route: 'reset',
    as: 'nobody',
    path: () => '/reset',
    ready: ['heading', 'This link does not work any more'],
  },
  {
    name: 'verify',
    route: 'verify',
    as: 'nobody',
    path: () => '/verify#verify_secret',
    ready: ['button', 'Verify address'],
  },
];

const rooms: readonly PageEntry[] = [
  { name: 'room', as: 'owner', ...inRoom() },
  {
    name: 'room-empty',
    route: 'room',
    as: 'owner',
    path: (seed) => `/r/${seed.emptyRoom}?panel=chat`,
    ready: ['tab', 'Threads'],
  },
  {
    name: 'room-closed',
    route: 'room',
    as: 'viewer',
    path: (seed) => `/r/${seed.emptyRoom}`,
    ready: ['heading', 'This room is not open to you'],
  },
  { name: 'room-chat', as: 'editor', ...inRoom('?panel=chat') },
  { name: 'room-threads', as: 'owner', ...inRoom('?panel=threads') },
  {
    name: 'room-thread',
    as: 'owner',
    ...inRoom('?panel=threads'),
    path: (seed) => `/r/${seed.room}?panel=threads&thread=${seed.thread}`,
  },
  { name: 'room-people', as: 'owner', ...inRoom('?panel=people') },
  { name: 'room-activity', as: 'owner', ...inRoom('?panel=activity') },
  { name: 'room-viewer', as: 'viewer', ...inRoom('?panel=chat') },
  {
    name: 'room-share',
    as: 'owner',
    ...inRoom(),
    steps: async (page) => {
      await page.click('button', 'Invite', ['banner', 'Top bar']);
      await page.click('button', 'Create link');
      await page.see('textbox', 'Link to send');
    },
  },
  {
    name: 'room-search',
    as: 'owner',
    ...inRoom(),
    steps: async (page) => {
      await page.click('button', 'Search in this room');
      await page.fill('textbox', 'Search messages', 'photos');
      await page.see('list', /^\d+ messages?$/);
    },
  },
  {
    name: 'meeting-start',
    as: 'owner',
    ...inRoom(),
    steps: async (page) => {
      await page.click('button', 'Start a meeting');
      await page.see('textbox', 'Title');
    },
  },
  {
    name: 'summary',
    route: 'surface',
    as: 'owner',
    path: (seed) => `/r/${seed.room}/summary/${seed.meeting}`,
    ready: ['heading', 'Kick-off call'],
  },
  {
    name: 'summary-send',
    route: 'surface',
    as: 'owner',
    path: (seed) => `/r/${seed.room}/summary/${seed.meeting}`,
    ready: ['heading', 'Kick-off call'],
    steps: async (page) => {
      await page.click('button', 'Send summary');
      await page.see('dialog', 'Send summary');
    },
  },
  {
    name: 'summary-gone',
    route: 'surface',
    as: 'viewer',
    path: (seed) => `/r/${seed.room}/summary/0190b8a0-0000-7000-8000-000000000000`,
    ready: ['heading', 'Summary of a meeting'],
  },
  {
    name: 'room-chat-large',
    route: 'surface',
    as: 'owner',
    path: (seed) => `/r/${seed.room}/chat/main`,
    ready: ['heading', 'Chat'],
  },
  { name: 'document', ...surface('owner') },
  {
    name: 'document-read',
    ...surface('owner'),
    steps: async (page) => {
      await page.seeText('What is out');
      await page.choose('Read');
      await page.see('heading', 'Open questions');
    },
  },
  {
    name: 'split',
    ...surface('owner'),
    path: (seed) => `/r/${seed.room}/text/${seed.document}?split=${seed.rich}`,
  },
  {
    name: 'split-chat',
    ...surface('viewer'),
    path: (seed) => `/r/${seed.room}/text/${seed.document}?split=chat`,
  },
  {
    name: 'split-gone',
    ...surface('owner'),
    path: (seed) => `/r/${seed.room}/text/${seed.document}?split=gone`,
  },
  {
    name: 'document-menu',
    ...surface('owner'),
    steps: async (page) => {
      await page.click('button', 'Menu of Project brief');
      await page.see('menuitem', 'Duplicate');
    },
  },
  {
    name: 'document-duplicate',
    ...surface('owner'),
    steps: async (page) => {
      await page.click('button', 'Menu of Project brief');
      await page.click('menuitem', 'Duplicate');
      await page.see('dialog', 'Duplicate Project brief');
    },
  },
  {
    name: 'surface-gone',
    route: 'surface',
    as: 'owner',
    path: (seed) => `/r/${seed.room}/text/0190b8a0-0000-7000-8000-000000000000`,
    ready: ['button', 'Brand kick-off, room menu'],
  },
  {
    name: 'document-suggestion',
    ...surface('owner'),
    steps: async (page) => {
      await page.click('button', '1 comment');
      await page.see('region', 'Suggestion by Ana');
    },
  },
  {
    name: 'document-suggestion-new',
    ...surface('editor'),
    steps: async (page) => {
      await page.click('textbox', 'Text of Project brief');
      await page.press('Control+Home');
      await page.press('ArrowDown');
      await page.press('ArrowDown');
      await page.press('Control+Alt+g');
      await page.see('textbox', 'What should stand here');
    },
  },
  {
    name: 'document-highlight',
    ...surface('owner'),
    steps: async (page) => {
      await page.click('button', '1 comment');
      await page.click('switch', 'Show 1 highlight');
      await page.see('button', 'Remove highlight');
    },
  },
  { name: 'document-viewer', ...surface('viewer') },
  { name: 'rich', ...rich('owner') },
  {
    name: 'rich-slash-menu',
    ...rich('editor'),
    steps: async (page) => {
      await page.click('textbox', 'Text of Client brief');
      await page.press('Control+End');
      await page.press('Enter');
      await page.press('/');
      await page.see('option', /^Heading 1/);
    },
  },
  {
    name: 'rich-comments',
    ...rich('owner'),
    steps: async (page) => {
      await page.click('textbox', 'Text of Client brief');
      await page.press('Control+Alt+m');
      await page.see('textbox', 'New comment');
    },
  },
  {
    name: 'rich-suggestion',
    ...rich('owner'),
    steps: async (page) => {
      await page.click('button', '1 comment');
      await page.see('region', 'Suggestion by Ana');
    },
  },
  {
    name: 'rich-suggestion-new',
    ...rich('editor'),
    steps: async (page) => {
      await page.click('textbox', 'Text of Client brief');
      await page.press('Control+Alt+g');
      await page.see('textbox', 'What should stand here');
    },
  },
  {
    name: 'rich-highlight',
    ...rich('owner'),
    steps: async (page) => {
      await page.click('button', '1 comment');
      await page.click('switch', 'Show 1 highlight');
      await page.see('button', 'Remove highlight');
    },
  },
  {
    name: 'rich-history',
    ...rich('owner'),
    steps: async (page) => {
      await page.click('button', 'History');
      await page.see('button', 'Manage version Sent to the client');
    },
  },
  {
    name: 'rich-history-difference',
    ...rich('owner'),
    steps: async (page) => {
      await page.click('button', 'History');
      await page.click('button', /^Sent to the client/);
      await page.choose('Changes since');
      await page.seeText(/The client asks/);
    },
  },
  {
    name: 'rich-history-name',
    ...rich('owner'),
    steps: async (page) => {
      await page.click('button', 'History');
      await page.click('button', 'Name this version');
      await page.see('textbox', 'Name of the version');
    },
  },
  {
    name: 'rich-history-name-older',
    ...rich('owner'),
    steps: async (page) => {
      await page.click('button', 'History');
      await page.click('button', /^\d.*Written by/);
      await page.click('button', 'Name this version', ['region', /^Version: /]);
      await page.see('textbox', 'Name of the version');
    },
  },
  {
    name: 'rich-history-authors',
    ...rich('owner'),
    steps: async (page) => {
      await page.click('button', 'History');
      await page.click('switch', 'Who wrote what');
      await page.see('region', 'Who wrote what');
      await page.seeText(/^Ana \d+%$/);
    },
  },
  {
    name: 'document-history',
    ...surface('owner'),
    steps: async (page) => {
      await page.click('button', 'History');
      await page.see('button', 'Name this version');
    },
  },
  { name: 'rich-viewer', ...rich('viewer') },
];

export const pages: readonly PageEntry[] = [
  ...fresh,
  ...door,
  ...doorAndFiles,
  ...trashed,
  ...mailed,
  ...outside,
  ...rooms,
];
export const widths = [320, 390, 834, 1440] as const;
export const themes = ['light', 'dark'] as const;
