// The open anchored threads of a room while a list of them is on screen: read once, kept by events.
import type { Client, Thread } from '@atelier/sdk';
import { useCallback, useEffect, useState } from 'react';
import { useClient } from './client';
import { toAppError, type AppError } from './errors';
import { withChange, withoutThread, withThreads, type RoomThreads } from './roomThreads';
import { useAppSelector } from './store';

// A highlight says nothing until somebody answers.
const kinds = ['comment', 'suggestion'] as const;

type Change = (edit: (before: RoomThreads) => RoomThreads) => void;

function listen({ threads }: Client, room: string, change: Change): () => void {
  const here = (event: { room: string }) => event.room === room;
  const put = (thread: Thread) =>
    thread.kind !== 'highlight' &&
    change((before) => withThreads(before, { threads: [thread], has_more: before.hasMore }));
  const stops = [
    threads.on('opened', (event) => here(event) && put(event.thread)),
    threads.on('replied', (event) => {
      if (!here(event)) return;
      const { seq, at } = event;
      change((before) =>
        withChange(before, event.thread, (thread) =>
          thread.last_seq >= seq
            ? thread
            : { ...thread, comments: thread.comments + 1, last_seq: seq, last_at: at },
        ),
      );
    }),
    threads.on('edited', (event) => {
      if (!here(event)) return;
      const { target, text, edited_at } = event;
      change((before) =>
        withChange(before, event.thread, (thread) =>
          thread.message.seq === target
            ? { ...thread, message: { ...thread.message, text, edited_at } }
            : thread,
        ),
      );
    }),
    threads.on('resolved', (event) => {
      if (here(event)) change((before) => withoutThread(before, event.thread));
    }),
    threads.on('deleted', (event) => {
      if (!here(event)) return;
      if (event.gone) change((before) => withoutThread(before, event.thread));
      else void readOne(event.thread);
    }),
    threads.on('reopened', (event) => {
      if (here(event)) void readOne(event.thread);
    }),
  ];
  const readOne = async (id: string) => {
    const answer = await threads.get(room, id);
    if (answer.ok && answer.value.state === 'open') put(answer.value);
  };
  return () => {
    for (const stop of stops) stop();
  };
}

export interface OpenRoomThreads extends RoomThreads {
  loading: boolean;
  error: AppError | null;
  more: () => void;
}

const nothing: RoomThreads = { threads: [], hasMore: false };

export function useRoomThreads(room: string): OpenRoomThreads {
  const client = useClient();
  const joined = useAppSelector((state) => state.rooms.entities[room]?.phase.name === 'joined');
  const [known, setKnown] = useState(nothing);
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
    const stop = listen(client, room, setKnown);
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
