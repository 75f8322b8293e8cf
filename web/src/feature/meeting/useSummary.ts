// A summary with what its references stand for: the pinned messages and the open threads.
import type { MeetingSummary, Message, Thread } from '@atelier/sdk';
import { useCallback, useEffect, useState } from 'react';
import { useClient } from '../../state/client';
import type { AppError } from '../../state/errors';
import { useAppSelector } from '../../state/store';

const threadsShown = 30;

export interface FullSummary extends MeetingSummary {
  readonly messages: readonly Message[];
  readonly open: readonly Thread[];
  readonly resolved: number;
}

export function useSummary(room: string, meeting: string) {
  const client = useClient();
  const joined = useAppSelector((state) => state.rooms.entities[room]?.phase.name === 'joined');
  const [summary, setSummary] = useState<FullSummary | null>(null);
  const [error, setError] = useState<AppError | null>(null);
  const read = useCallback(async () => {
    const told = await client.meetings.summary(room, meeting);
    if (!told.ok) return setError(told.error);
    const { decisions, threads } = told.value;
    const pins = decisions.length > 0 ? await client.chat.pins(room) : null;
    if (pins && !pins.ok) return setError(pins.error);
    const open = threads.filter((thread) => thread.open);
    const found = await Promise.all(
      open.slice(0, threadsShown).map(({ id }) => client.threads.get(room, id)),
    );
    setError(null);
    setSummary({
      ...told.value,
      messages: (pins?.value ?? []).filter(({ seq }) => decisions.includes(seq)),
      open: found.flatMap((thread) => (thread.ok ? [thread.value] : [])),
      resolved: threads.length - open.length,
    });
  }, [client, room, meeting]);
  useEffect(() => {
    if (!joined) return;
    const timer = setTimeout(() => void read(), 0);
    const stop = client.meetings.on('ended', (event) => {
      if (event.room === room && event.meeting === meeting) void read();
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [client, room, meeting, joined, read]);
  return { summary, error, read };
}
