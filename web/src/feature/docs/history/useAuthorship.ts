// Keeps the passages of an open document in the colours of their authors while people write, and tells
// how much of it is whose.
import type { Authors, DocumentHandle } from '@atelier/sdk';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { AppError } from '../../../state/errors';
import { useAppSelector } from '../../../state/store';
import { indexAuthors, sharesOf, type Share } from './authors';
import type { Painter } from './painter';
import type { PersonOf } from './people';
import { useStored } from './useStored';

const paintAgainAfterMs = 250;
const readAgainAfterMs = 5_000;

export interface AuthorshipOptions {
  room: string;
  document: string;
  handle: DocumentHandle;
  createPainter: () => Promise<Painter>;
}

function usePainter(createPainter: () => Promise<Painter>): Painter | null {
  const [painter, setPainter] = useState<Painter | null>(null);
  useEffect(() => {
    let stale = false;
    let made: Painter | null = null;
    void createPainter().then((loaded) => {
      if (stale) return;
      made = loaded;
      setPainter(loaded);
    });
    return () => {
      stale = true;
      made?.clear();
      setPainter(null);
    };
  }, [createPainter]);
  return painter;
}

/** What the server knows, read again after changes; also who that is by id. */
export function useAuthors({ room, document, handle }: Omit<AuthorshipOptions, 'createPainter'>) {
  const stored = useStored(room);
  const [authors, setAuthors] = useState<Authors | null>(null);
  const [error, setError] = useState<AppError | null>(null);
  const read = useCallback(async () => {
    const answer = await stored?.authors(document);
    if (answer?.ok) setAuthors(answer.value);
    if (answer) setError(answer.ok ? null : answer.error);
  }, [stored, document]);
  useEffect(() => {
    let timer = setTimeout(() => void read(), 0);
    const changed = () => {
      clearTimeout(timer);
      timer = setTimeout(() => void read(), readAgainAfterMs);
    };
    handle.doc.on('update', changed);
    return () => {
      handle.doc.off('update', changed);
      clearTimeout(timer);
    };
  }, [handle, read]);
  const retry = useCallback(() => void read(), [read]);
  return { authors, error, retry };
}

/** Who writes as a client now: I am one of them, the others tell with their cursor. */
function useLiveAuthor(handle: DocumentHandle) {
  const me = useAppSelector((state) => state.connection.me?.id);
  return useCallback(
    (client: number): string | undefined => {
      if (client === handle.doc.clientID) return me;
      const state: unknown = handle.awareness.getStates().get(client)?.['user'];
      const id: unknown = typeof state === 'object' && state ? Reflect.get(state, 'id') : undefined;
      return typeof id === 'string' ? id : undefined;
    },
    [handle, me],
  );
}

export function usePainted(
  { handle, createPainter }: Pick<AuthorshipOptions, 'handle' | 'createPainter'>,
  authors: Authors | null,
  personOf: PersonOf,
): readonly Share[] | null {
  const painter = usePainter(createPainter);
  const live = useLiveAuthor(handle);
  const [shares, setShares] = useState<readonly Share[] | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => {
    if (!painter || !authors) return;
    const index = indexAuthors(authors, live);
    const looksOf = (person: string) => {
      const { name, ink } = personOf(person);
      return { name, color: ink };
    };
    const paint = () => {
      const passages = painter.paint(index, looksOf);
      if (passages) setShares(sharesOf(passages));
      else later();
    };
    const later = () => {
      clearTimeout(timer.current);
      timer.current = setTimeout(paint, paintAgainAfterMs);
    };
    timer.current = setTimeout(paint, 0);
    handle.doc.on('update', later);
    return () => {
      handle.doc.off('update', later);
      clearTimeout(timer.current);
    };
  }, [painter, authors, live, personOf, handle]);
  return shares;
}
