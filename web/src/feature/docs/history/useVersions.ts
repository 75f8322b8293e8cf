// The versions and moments of a document, read again while people write.
import type { DocumentHandle, StoredDocuments, VersionsPage } from '@atelier/sdk';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { AppError } from '../../../state/errors';
import { useClient } from '../../../state/client';
import { useAppSelector } from '../../../state/store';

/** A moment is what one person does within 5 s. */
const readAgainAfterMs = 4_000;
const namedAfterMs = 150;

export interface OpenVersions {
  page: VersionsPage | null;
  error: AppError | null;
  /** Nothing can be asked now; what is shown was read before. */
  offline: boolean;
  /** Grows when what is known of "now" may be old. */
  revision: number;
  refresh: () => Promise<void>;
}

/** Runs some time after the last change of the document, the same for mine and others'. */
function useAfterChanges(handle: DocumentHandle, run: () => void): void {
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const changed = () => {
      clearTimeout(timer);
      timer = setTimeout(run, readAgainAfterMs);
    };
    handle.doc.on('update', changed);
    return () => {
      handle.doc.off('update', changed);
      clearTimeout(timer);
    };
  }, [handle, run]);
}

/** Runs soon after somebody gave a version of this document a name, another one, or none any more. */
function useAfterNames(room: string, document: string, run: () => void): void {
  const { rooms } = useClient();
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = rooms.on('broadcast', ({ room: place, payload }) => {
      const told = typeof payload === 'object' && payload !== null ? payload : {};
      if (place !== room || Reflect.get(told, 'versions') !== document) return;
      clearTimeout(timer);
      timer = setTimeout(run, namedAfterMs);
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [rooms, room, document, run]);
}

export function useVersions(
  stored: StoredDocuments | null,
  { room, document, handle }: { room: string; document: string; handle: DocumentHandle },
): OpenVersions {
  const [page, setPage] = useState<VersionsPage | null>(null);
  const [error, setError] = useState<AppError | null>(null);
  const [revision, setRevision] = useState(0);
  const asked = useRef(0);
  const connection = useAppSelector((state) => state.connection.state.name);
  const offline = connection === 'offline' || connection === 'reconnecting';
  const refresh = useCallback(async () => {
    if (!stored) return;
    asked.current += 1;
    const mine = asked.current;
    const answer = await stored.versions(document);
    if (mine !== asked.current) return;
    if (answer.ok) setPage(answer.value);
    setError(answer.ok ? null : answer.error);
    setRevision((before) => before + 1);
  }, [stored, document]);
  const read = useCallback(() => void refresh(), [refresh]);
  // Also when the connection is back.
  useEffect(() => {
    if (offline) return;
    const timer = setTimeout(read, 0);
    return () => clearTimeout(timer);
  }, [read, offline]);
  useAfterChanges(handle, read);
  useAfterNames(room, document, read);
  return { page, error, offline, revision, refresh };
}
