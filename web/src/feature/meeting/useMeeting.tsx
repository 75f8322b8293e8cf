// What a room does about its meetings: commands, words for who is here, and ending.
import type { Meeting } from '@atelier/sdk';
import { Anchor } from '@mantine/core';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorWords } from '../../kit/errorWords';
import { dismiss, notify } from '../../kit/notify';
import { useAnnounce } from '../../state/announcer';
import { useClient } from '../../state/client';
import type { Command } from '../../state/commands';
import { useAppSelector } from '../../state/store';
import { useRegisterCommands } from '../../state/useCommands';
import { roleAllows, useMyRole, useRoomView } from '../../state/useRoom';
import { HistoryIcon, PlayIcon, CloseIcon } from '../../ui/icons';

export const summaryPath = (room: string, meeting: string) => `/r/${room}/summary/${meeting}`;

interface Meetings {
  end: () => Promise<void>;
  /** Somebody else has just started one, and there is something that everybody is told. */
  told: boolean;
  hear: (told: boolean) => void;
}

export function useMeeting(room: string, go: (to: string) => void, start: () => void): Meetings {
  const client = useClient();
  const { t } = useTranslation();
  const meeting = useRoomView(room)?.meeting ?? null;
  const [told, hear] = useState(false);
  const open = useCallback((id: string) => go(summaryPath(room, id)), [go, room]);
  const end = async () => {
    if (!meeting) return;
    const result = await client.meetings.end(room, meeting.id);
    if (result.ok || result.error.code === 'not_found') return open(meeting.id);
    const reason = t(errorWords(result.error).titleKey);
    notify({ color: 'red', autoClose: false, message: t('meeting.notEnded', { reason }) });
  };
  useNews(room, open, hear);
  useMeetingCommands(room, meeting, { start, open, end: () => void end() });
  return { end, told, hear };
}

/** Everybody hears that one starts and that it is over; who did it sees so anyway. */
function useNews(room: string, open: (id: string) => void, hear: (told: boolean) => void) {
  const { t } = useTranslation();
  const client = useClient();
  const announce = useAnnounce();
  const me = useAppSelector((state) => state.connection.me?.id);
  const consent = useRoomView(room)?.consent ?? '';
  const title = useRef('');
  const live = useRoomView(room)?.meeting?.title;
  const latest = useRef({ t, announce, me, consent, open, hear });
  useEffect(() => {
    latest.current = { t, announce, me, consent, open, hear };
    if (live !== undefined) title.current = live;
  });
  useEffect(() => {
    const stops = [
      client.meetings.on('started', (event) => {
        const now = latest.current;
        if (event.room !== room || event.from.id === now.me) return;
        const named = event.meeting.title || now.t('meeting.untitled');
        const words = now.t('meeting.started', { name: event.from.name, title: named });
        now.announce([words, now.consent].filter(Boolean).join('. '));
        now.hear(now.consent !== '');
      }),
      client.meetings.on('ended', (event) => {
        const now = latest.current;
        if (event.room !== room || event.from.id === now.me) return;
        const named = title.current;
        const words = now.t(named ? 'meeting.ended' : 'meeting.endedPlain', { title: named });
        now.announce(words);
        offer(words, now.t('meeting.openSummary'), event.meeting, now.open);
      }),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }, [client, room]);
}

function offer(words: string, verb: string, meeting: string, open: (id: string) => void) {
  const id = `meeting/${meeting}`;
  const show = () => {
    dismiss(id);
    open(meeting);
  };
  const message = (
    <>
      {words}{' '}
      <Anchor component="button" inherit onClick={show}>
        {verb}
      </Anchor>
    </>
  );
  notify({ id, autoClose: 20_000, message });
}

interface Verbs {
  start: () => void;
  end: () => void;
  open: (id: string) => void;
}

function useMeetingCommands(room: string, meeting: Meeting | null, verbs: Verbs) {
  const client = useClient();
  const role = useMyRole(room);
  const latest = useRef(verbs);
  useEffect(() => {
    latest.current = verbs;
  });
  const commands = useMemo<Command[]>(() => {
    const editor = () => roleAllows(role, 'editor');
    const last = async () => {
      const page = await client.meetings.list(room, { limit: 1 });
      const newest = page.ok ? page.value.meetings[0] : undefined;
      if (newest) latest.current.open(newest.id);
    };
    return [
      {
        id: 'meeting.start',
        titleKey: 'meeting.startMeeting',
        icon: PlayIcon,
        when: () => editor() && !meeting,
        run: () => latest.current.start(),
      },
      {
        id: 'meeting.end',
        titleKey: 'meeting.end',
        icon: CloseIcon,
        when: () => editor() && meeting !== null,
        run: () => latest.current.end(),
      },
      {
        id: 'meeting.last',
        titleKey: 'meeting.lastSummary',
        icon: HistoryIcon,
        run: () => void last(),
      },
    ];
  }, [client, room, role, meeting]);
  useRegisterCommands(commands);
}
