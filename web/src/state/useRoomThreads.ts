// The open anchored threads of a room while a list of them is on screen: read once, kept by events.
import { useCallback, useEffect, useRef, useState } from 'react';
import { useClient } from './client';
import { toAppError, type AppError } from './errors';
import { followThreads } from './followThreads';
import { withThreads, type RoomThreads } from './roomThreads';
import { joinedAndErased } from './roomsSlice';
import { useAppSelector } from './store';

// A highlight says nothing until somebody answers.
const kinds = ['comment', 'suggestion'] as const;

export interface OpenRoomThreads extends RoomThreads {
  loading: boolean;
  error: AppError | null;
  more: () => void;
}

const nothing: RoomThreads = { threads: [], hasMore: false };

export function useRoomThreads(room: string): OpenRoomThreads {
  const client = useClient();
  const joined = useAppSelector((state) => joinedAndErased(state.rooms.entities[room]));
  const [known, setKnown] = useState(nothing);
  const shown = useRef(known.threads);
  useEffect(() => {
    shown.current = known.threads;
  }, [known.threads]);
  const [loading, setLoading] = useState(true);
  const [error, setError] = useState<AppError | null>(null);
  const read = useCallback(
    async (before?: number) => {
      const page = before === undefined ? {} : { before };
      const answer = await client.threads.list(room, { kinds, ...page });
      setLoading(false);
      setError(answer.ok ? null : toAppError(answer.error));
      if (answer.ok) setKnown((now) => withThreads(now, answer.value));
    },
    [client, room],
  );
  useEffect(() => {
    if (!joined) return;
    const isKnown = (id: string) => shown.current.some((thread) => thread.id === id);
    const stop = followThreads(client, room, { change: setKnown, isKnown });
    const timer = setTimeout(() => void read(), 0);
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [client, room, joined, read]);
  const last = known.threads.at(-1)?.last_seq;
  const more = useCallback(() => void read(last), [read, last]);
  return { ...known, loading, error, more };
}
