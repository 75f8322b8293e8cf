// What a room page does beside drawing: tells where I am, announces who comes and goes, warns before
// something unsaved would be lost.
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { usePageTitle } from '../../kit/usePageTitle';
import { useAnnouncer } from '../../state/announcer';
import { countUnread } from '../../state/chatRows';
import { useClient } from '../../state/client';
import { noteRecentSurface } from '../../state/recentSurfaces';
import { useAppSelector } from '../../state/store';
import { usePresent, useRoomView } from '../../state/useRoom';
import { useRoomScope } from './roomContext';
import type { RoomAddress } from './useRoomAddress';

export function useRoomUnread(room: string): number {
  return useAppSelector((state) => {
    const chat = state.messages[room];
    return chat ? countUnread(chat, state.connection.me) : 0;
  });
}

export function useRoomEffects(): void {
  const { address } = useRoomScope();
  const { room, place } = address;
  const client = useClient();
  const view = useRoomView(room);
  const joined = view?.phase.name === 'joined';
  usePageTitle(view?.name ?? '', useRoomUnread(room));
  useEffect(() => {
    if (joined) client.presence.setPlace(room, { surface: place });
  }, [client, joined, room, place]);
  useRecent(address);
  usePresenceWords(room);
  useLeaveWarning();
}

/** Home offers what was opened lately. */
function useRecent({ room, kind, surface }: RoomAddress): void {
  const me = useAppSelector((state) => state.connection.me?.id);
  const there = useRoomView(room)?.surfaces.some(({ id }) => id === surface) ?? false;
  useEffect(() => {
    if (!there || !me || !kind || !surface) return;
    noteRecentSurface(me, { room, kind, surface, at: Date.now() });
  }, [there, me, room, kind, surface]);
}

function usePresenceWords(room: string): void {
  const { t } = useTranslation();
  const announcer = useAnnouncer();
  const present = usePresent(room);
  const before = useRef<ReadonlySet<string> | null>(null);
  useEffect(() => {
    const known = before.current;
    before.current = new Set(present.map((person) => person.id));
    if (!known || known.size === 0) return;
    const came = present.filter((person) => !known.has(person.id)).map((person) => person.name);
    if (came.length === 0) return;
    announcer.announcePresence(t('app.came', { names: came.join(', ') }), Date.now());
  }, [present, announcer, t]);
}

/** Only when something is neither on the server nor kept in this browser. */
function useLeaveWarning(): void {
  const atRisk = useAppSelector((state) =>
    Object.values(state.saved).some(
      ({ state: source }) =>
        (source.kind === 'offline' && !source.kept && source.changes > 0) ||
        source.kind === 'notSaved',
    ),
  );
  useEffect(() => {
    if (!atRisk) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [atRisk]);
}
