// The threads of one surface while it is open: read once, then changed by what happens.
import { useCallback, useEffect, useState } from 'react';
import type { AppError } from '../../../state/errors';
import { toAppError } from '../../../state/errors';
import { happened, listed, loaded, type Threads } from './threads';
import type { ThreadsPort, Waiting } from './types';

const none: Threads = new Map();
/** A surface with more threads shows the newest of them. */
const pagesMax = 5;

export interface OpenThreads {
  threads: Threads;
  /** Comments of this room that the server does not have yet. */
  waiting: readonly Waiting[];
  error: AppError | null;
  retry: () => void;
  /** Reads the comments of one thread, unless they are here. */
  read: (id: string) => void;
}

export function useThreads(port: ThreadsPort, surface: string): OpenThreads {
  const [threads, setThreads] = useState(none);
  const [error, setError] = useState<AppError | null>(null);
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    let stale = false;
    const stop = port.listen((event) => setThreads((before) => happened(before, event, surface)));
    const readPages = async () => {
      let before: number | undefined;
      for (let page = 0; page < pagesMax; page += 1) {
        const answer = await port.list(before);
        if (stale) return;
        setError(answer.ok ? null : toAppError(answer.error));
        if (!answer.ok) return;
        const from = before;
        setThreads((known) => listed(from === undefined ? none : known, answer.value.threads));
        before = answer.value.threads.at(-1)?.last_seq;
        if (!answer.value.has_more || before === undefined) return;
      }
    };
    void readPages();
    return () => {
      stale = true;
      stop();
    };
  }, [port, surface, attempt]);
  const read = useCallback(
    (id: string) => {
      void port.history(id).then((answer) => {
        if (!answer.ok) return setError(toAppError(answer.error));
        const { thread, messages } = answer.value;
        setThreads((before) => (before.has(id) ? loaded(before, thread, messages) : before));
      });
    },
    [port],
  );
  const retry = useCallback(() => setAttempt((count) => count + 1), []);
  const waiting = useWaiting(port);
  return { threads, waiting, error, retry, read };
}

function useWaiting(port: ThreadsPort): readonly Waiting[] {
  const [waiting, setWaiting] = useState<readonly Waiting[]>(() => port.waiting());
  useEffect(() => port.onWaiting(setWaiting), [port]);
  return waiting;
}
