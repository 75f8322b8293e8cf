// What events make of the open anchored threads of a room. Knows no React.
import type { Client, Thread } from '@atelier/sdk';
import { withChange, withoutThread, withThreads, type RoomThreads } from './roomThreads';

export type Change = (edit: (before: RoomThreads) => RoomThreads) => void;

export interface Followed {
  change: Change;
  isKnown: (id: string) => boolean;
}

export function followThreads(
  { threads }: Pick<Client, 'threads'>,
  room: string,
  { change, isKnown }: Followed,
): () => void {
  const here = (event: { room: string }) => event.room === room;
  const put = (thread: Thread) =>
    thread.kind !== 'highlight' &&
    change((before) => withThreads(before, { threads: [thread], has_more: before.hasMore }));
  const stops = [
    threads.on('opened', (event) => here(event) && put(event.thread)),
    threads.on('replied', (event) => {
      if (!here(event)) return;
      // The first answer makes a highlight a comment.
      if (!isKnown(event.thread)) return void readOne(event.thread);
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
