// Commands that exist everywhere, the keys that reach them, and the palette and shortcuts dialogs.
import { useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { lazy, Suspense, useContext, useEffect, useMemo, useState } from 'react';
import { useNavigate } from 'react-router';
import type { Command } from '../../state/commands';
import { setPreference } from '../../state/preferences';
import { useRoomsQuery, useSessionQuery } from '../../state/rest';
import { CommandContext, useRegisterCommands } from '../../state/useCommands';
import {
  AddIcon,
  ActivityIcon,
  ChatIcon,
  HomeIcon,
  KeyboardIcon,
  MailIcon,
  MoonIcon,
  PeopleIcon,
  SearchIcon,
  SettingsIcon,
  TrashIcon,
} from '../../ui/icons';
import { walkRegions } from './regions';

const Palette = lazy(() => import('./Palette').then((m) => ({ default: m.Palette })));
const Shortcuts = lazy(() => import('./Shortcuts').then((m) => ({ default: m.Shortcuts })));

type Dialog = 'palette' | 'shortcuts';

function useBaseCommands(open: (dialog: Dialog) => void): Command[] {
  const navigate = useNavigate();
  const { setColorScheme } = useMantineColorScheme();
  const scheme = useComputedColorScheme('light');
  return useMemo(
    () => [
      {
        id: 'app.palette',
        titleKey: 'app.palette',
        icon: SearchIcon,
        shortcut: 'mod+k',
        run: () => open('palette'),
      },
      {
        id: 'app.shortcuts',
        titleKey: 'app.shortcuts',
        icon: KeyboardIcon,
        shortcut: 'mod+/',
        run: () => open('shortcuts'),
      },
      {
        id: 'app.nextRegion',
        titleKey: 'app.nextRegion',
        shortcut: 'f6',
        run: () => walkRegions(1),
      },
      {
        id: 'app.previousRegion',
        titleKey: 'app.previousRegion',
        shortcut: 'shift+f6',
        run: () => walkRegions(-1),
      },
      { id: 'app.home', titleKey: 'home.title', icon: HomeIcon, run: () => void navigate('/') },
      {
        id: 'app.settings',
        titleKey: 'people.settings',
        icon: SettingsIcon,
        run: () => void navigate('/settings/profile'),
      },
      {
        id: 'app.trash',
        titleKey: 'app.trashedRooms',
        icon: TrashIcon,
        run: () => void navigate('/settings/trash'),
      },
      {
        id: 'app.theme',
        titleKey: 'app.theme',
        icon: MoonIcon,
        run: () => {
          const next = scheme === 'dark' ? 'light' : 'dark';
          setPreference('theme', next);
          setColorScheme(next);
        },
      },
    ],
    [navigate, open, scheme, setColorScheme],
  );
}

/** A new room, and every room as an entry of the palette. */
function useRoomCommands(): Command[] {
  const navigate = useNavigate();
  const { data } = useRoomsQuery();
  const mayCreate = useSessionQuery().data?.principal?.kind === 'user';
  return useMemo(
    () => [
      {
        id: 'app.newRoom',
        titleKey: 'home.newRoom',
        icon: AddIcon,
        when: () => mayCreate,
        run: () => void navigate('/?new=blank'),
      },
      ...(data ?? []).map((room) => ({
        id: `rooms.${room.id}`,
        titleKey: 'app.goToRoom',
        title: room.name,
        icon: ChatIcon,
        run: () => void navigate(`/r/${room.id}`),
      })),
    ],
    [data, navigate, mayCreate],
  );
}

const ownerPages = [
  { id: 'app.adminPeople', icon: PeopleIcon, path: '/admin/people' },
  { id: 'app.adminBrand', icon: PeopleIcon, path: '/admin/workspace' },
  { id: 'app.adminLimits', icon: SettingsIcon, path: '/admin/limits' },
  { id: 'app.adminStorage', icon: SettingsIcon, path: '/admin/storage' },
  { id: 'app.adminHealth', icon: ActivityIcon, path: '/admin/health' },
  { id: 'app.adminMail', icon: MailIcon, path: '/admin/mail' },
  { id: 'app.adminActivity', icon: ActivityIcon, path: '/admin/activity' },
];

function useOwnerCommands(): Command[] {
  const navigate = useNavigate();
  const owner = useSessionQuery().data?.principal?.workspace_role === 'owner';
  return useMemo(
    () =>
      (owner ? ownerPages : []).map(({ id, icon, path }) => ({
        id,
        titleKey: id,
        icon,
        run: () => void navigate(path),
      })),
    [navigate, owner],
  );
}

export function GlobalCommands() {
  const registry = useContext(CommandContext);
  const [dialog, setDialog] = useState<Dialog | null>(null);
  useRegisterCommands(useBaseCommands(setDialog));
  useRegisterCommands(useRoomCommands());
  useRegisterCommands(useOwnerCommands());
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!event.defaultPrevented) registry.handleKey(event);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [registry]);
  const close = () => setDialog(null);
  return (
    <Suspense fallback={null}>
      {dialog === 'palette' ? <Palette onClose={close} /> : null}
      {dialog === 'shortcuts' ? <Shortcuts onClose={close} /> : null}
    </Suspense>
  );
}
