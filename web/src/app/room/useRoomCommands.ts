// Commands that a room adds to the registry while it is open.
import type { Role } from '@atelier/sdk';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { addSurfaceWords } from '../../i18n/surfaces';
import { useWords } from '../../i18n/useWords';
import { useClient } from '../../state/client';
import type { Command } from '../../state/commands';
import { preferences, setPreference } from '../../state/preferences';
import { useRegisterCommands } from '../../state/useCommands';
import { roleAllows, useMyRole, useRoomView } from '../../state/useRoom';
import {
  ActivityIcon,
  BesideIcon,
  ChatIcon,
  EditIcon,
  FileIcon,
  InviteIcon,
  PanelIcon,
  PeopleIcon,
  SearchIcon,
  SettingsIcon,
  SidebarIcon,
  ThreadIcon,
  TrashIcon,
} from '../../ui/icons';
import { surfaces } from '../surfaces';
import { useRoomScope, type RoomScope } from './roomContext';

function panelCommands({ address }: RoomScope): Command[] {
  const { panel, setPanel } = address;
  const show = (id: 'chat' | 'threads' | 'people' | 'activity', icon: Command['icon']) => ({
    id: `room.${id}`,
    titleKey: `app.panel.${id}`,
    ...(icon ? { icon } : {}),
    run: () => setPanel(id),
  });
  return [
    {
      id: 'room.panel',
      titleKey: 'app.togglePanel',
      icon: PanelIcon,
      shortcut: 'mod+.',
      run: () => setPanel(panel ? null : 'chat'),
    },
    {
      id: 'room.sidebar',
      titleKey: 'app.toggleSidebar',
      icon: SidebarIcon,
      shortcut: 'mod+\\',
      run: () => setPreference('sidebar', preferences().sidebar === 'open' ? 'rail' : 'open'),
    },
    show('chat', ChatIcon),
    show('threads', ThreadIcon),
    show('people', PeopleIcon),
    show('activity', ActivityIcon),
    {
      id: 'room.files',
      titleKey: 'app.files',
      icon: FileIcon,
      run: () => address.go(address.placeOf('files', 'all')),
    },
  ];
}

function dialogCommands({ open, address }: RoomScope, role: Role | undefined): Command[] {
  const owner = () => roleAllows(role, 'owner');
  return [
    {
      id: 'room.search',
      titleKey: 'app.searchRoom',
      icon: SearchIcon,
      run: () => open('search'),
    },
    {
      id: 'room.share',
      titleKey: 'people.invite',
      icon: InviteIcon,
      when: owner,
      run: () => open('share'),
    },
    {
      id: 'room.rename',
      titleKey: 'app.rename',
      icon: EditIcon,
      when: owner,
      run: () => open('rename'),
    },
    {
      id: 'room.settings',
      titleKey: 'app.roomSettings',
      icon: SettingsIcon,
      when: owner,
      run: () => open('settings'),
    },
    {
      id: 'room.delete',
      titleKey: 'app.deleteRoom',
      icon: TrashIcon,
      when: () => owner() && !address.room.startsWith('dm-'),
      run: () => open('delete'),
    },
    {
      id: 'room.trash',
      titleKey: 'app.trash',
      icon: TrashIcon,
      when: () => roleAllows(role, 'commenter'),
      run: () => open('trash'),
    },
  ];
}

export function useRoomCommands(): void {
  const scope = useRoomScope();
  const { address } = scope;
  const client = useClient();
  const role = useMyRole(address.room);
  const list = useRoomView(address.room)?.surfaces;
  const commands = useMemo<Command[]>(() => {
    const place = { room: address.room, client, navigate: address.go };
    const kinds = roleAllows(role, 'editor')
      ? surfaces.list().flatMap((kind) => kind.commands(place))
      : [];
    const opened = (list ?? []).map((surface) => ({
      id: `surface.${surface.id}`,
      titleKey: surfaces.get(surface.kind)?.titleKey ?? 'app.surface',
      title: surface.title,
      ...(surfaces.get(surface.kind)
        ? { icon: surfaces.get(surface.kind)?.icon as Command['icon'] & object }
        : {}),
      run: () => address.go(address.placeOf(surface.kind, surface.id)),
    }));
    return [...panelCommands(scope), ...dialogCommands(scope, role), ...kinds, ...opened];
  }, [scope, address, client, list, role]);
  useRegisterCommands(commands);
  useBesideCommands();
}

const nothing: Command[] = [];

/** What can stand beside the stage: every other surface, and the chat. */
function useBesideCommands(): void {
  const { t } = useTranslation();
  const { address } = useRoomScope();
  const { room, kind, surface, split, setSplit } = address;
  const words = useWords(addSurfaceWords);
  const list = useRoomView(room)?.surfaces;
  const commands = useMemo<Command[]>(() => {
    const chat = { id: 'chat', title: t('app.panel.chat') };
    const open = kind === 'chat' ? kind : surface;
    return [chat, ...(list ?? [])]
      .filter(({ id }) => id !== open && id !== split)
      .map(({ id, title }) => ({
        id: `beside.${id}`,
        titleKey: 'surfaces.openBeside',
        title: t('surfaces.openBesideName', { title }),
        icon: BesideIcon,
        run: () => setSplit(id),
      }));
  }, [list, kind, surface, split, setSplit, t]);
  useRegisterCommands(words ? commands : nothing);
}
