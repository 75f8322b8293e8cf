// What is in the trash of a room for me, read when the dialog opens and again after each change.
import type { AtelierError, Client, DeletedMessage, RemovedSurface, Result } from '@atelier/sdk';
import { useCallback, useEffect, useState } from 'react';
import { useClient } from '../../../state/client';
import { roleAllows, useMyRole } from '../../../state/useRoom';

export interface TrashContent {
  surfaces: readonly RemovedSurface[];
  messages: readonly DeletedMessage[];
  /** Where the next page of messages begins. */
  next?: number;
}

export interface Trash {
  content: TrashContent | null;
  error: AtelierError | null;
  read: () => void;
  readMore: () => void;
  /** Runs a change and reads again; the answer is for whoever asked. */
  change: (act: () => Promise<Result<unknown>>) => Promise<Result<unknown>>;
}

async function readAll(client: Client, room: string, editor: boolean) {
  const trash = await client.trash();
  const [surfaces, messages] = await Promise.all([
    editor ? trash.surfaces(room) : { ok: true as const, value: [] },
    trash.messages(room),
  ]);
  if (!surfaces.ok) return surfaces;
  if (!messages.ok) return messages;
  const { messages: list, next } = messages.value;
  const content: TrashContent = { surfaces: surfaces.value, messages: list };
  return { ok: true as const, value: next === undefined ? content : { ...content, next } };
}

export function useTrash(room: string): Trash {
  const client = useClient();
  const editor = roleAllows(useMyRole(room), 'editor');
  const [content, setContent] = useState<TrashContent | null>(null);
  const [error, setError] = useState<AtelierError | null>(null);
  const load = useCallback(async () => {
    const answer = await readAll(client, room, editor);
    if (answer.ok) setContent(answer.value);
    setError(answer.ok ? null : answer.error);
  }, [client, room, editor]);
  useEffect(() => {
    // eslint-disable-next-line react-hooks/set-state-in-effect -- set when the server has answered
    void load();
  }, [load]);
  const readMore = async () => {
    if (content?.next === undefined) return;
    const page = await (await client.trash()).messages(room, content.next);
    if (!page.ok) return setError(page.error);
    const { messages, next } = page.value;
    const more = { surfaces: content.surfaces, messages: [...content.messages, ...messages] };
    setContent(next === undefined ? more : { ...more, next });
  };
  const change: Trash['change'] = async (act) => {
    const answer = await act();
    if (answer.ok) await load();
    return answer;
  };
  return { content, error, read: () => void load(), readMore: () => void readMore(), change };
}
