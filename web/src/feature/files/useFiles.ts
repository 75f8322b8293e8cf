// Pages of the files of a room, newest first: read anew when what is asked for is another. What others
// add meanwhile moves nothing: it is offered. What they delete goes.
import type { Message, SharedFile, SharedFilesQuery } from '@atelier/sdk';
import {
  useCallback,
  useEffect,
  useRef,
  useState,
  type Dispatch,
  type SetStateAction,
} from 'react';
import { useClient } from '../../state/client';
import type { AppError } from '../../state/errors';
import { askedKind, type ShownKind } from './fileKinds';

const pageSize = 60;
/** A page may be empty although there is more, when little fits. */
const pagesAtOnce = 5;

interface Content {
  files: readonly SharedFile[];
  /** Where the next page begins. */
  next?: number;
}

export interface Files {
  /** Null until the first page is there. */
  content: Content | null;
  error: AppError | null;
  /** Something came since. */
  fresh: boolean;
  read: () => void;
  readMore: () => void;
}

export function useFiles(room: string, shown: ShownKind, name: string): Files {
  const client = useClient();
  const [content, setContent] = useState<Content | null>(null);
  const [error, setError] = useState<AppError | null>(null);
  const [fresh, setFresh] = useState(false);
  const asked = useRef(0);
  const load = useCallback(
    async (known: Content | null) => {
      const turn = (asked.current += 1);
      const kind = askedKind(shown);
      let { files, next }: Content = known ?? { files: [] };
      for (let page = 0; page < pagesAtOnce; page += 1) {
        const query: SharedFilesQuery = {
          limit: pageSize,
          ...(kind && { kind }),
          ...(name && { name }),
          ...(next === undefined ? {} : { before: next }),
        };
        const answer = await (await client.sharedFiles()).list(room, query);
        if (turn !== asked.current) return;
        if (!answer.ok) return setError(answer.error);
        const found = answer.value.files;
        files = [...files, ...found];
        next = answer.value.next;
        if (found.length > 0 || next === undefined) break;
      }
      setError(null);
      setContent(next === undefined ? { files } : { files, next });
      if (!known) setFresh(false);
    },
    [client, room, shown, name],
  );
  useEffect(() => {
    const timer = setTimeout(() => void load(null), 0);
    return () => clearTimeout(timer);
  }, [load]);
  useNews(room, setFresh, setContent);
  const none = fresh && content?.files.length === 0;
  useEffect(() => {
    // Nothing stands there that could move.
    const timer = none ? setTimeout(() => void load(null), 0) : undefined;
    return () => clearTimeout(timer);
  }, [none, load]);
  return {
    content,
    error,
    fresh,
    read: () => void load(null),
    readMore: () => void load(content),
  };
}

type Set<T> = Dispatch<SetStateAction<T>>;

/** What comes is only noted; what was deleted goes. */
function useNews(room: string, setFresh: Set<boolean>, setContent: Set<Content | null>): void {
  const client = useClient();
  useEffect(() => {
    const come = ({ room: where, message }: { room: string; message: Message }) => {
      if (where === room && message.attachments) setFresh(true);
    };
    const stops = [
      client.chat.on('message', come),
      client.chat.on('restored', come),
      client.chat.on('deleted', ({ room: where, target }) => {
        if (where !== room) return;
        setContent(
          (now) => now && { ...now, files: now.files.filter(({ seq }) => seq !== target) },
        );
      }),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }, [client, room, setFresh, setContent]);
}
