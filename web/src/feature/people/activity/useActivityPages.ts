// Pages of a log, newest first: read anew when `load` is another, and further back on demand.
import type { ActivityEvent, ActivityPage, Result } from '@atelier/sdk';
import { useCallback, useEffect, useState } from 'react';
import type { AppError } from '../../../state/errors';

const pageSize = 50;

export interface LogQuery {
  limit: number;
  before?: number;
}

export interface ActivityPages {
  /** Null until the first page is there. */
  events: readonly ActivityEvent[] | null;
  more: boolean;
  error: AppError | null;
  read: (before?: number) => Promise<void>;
}

export function useActivityPages(
  load: (query: LogQuery) => Promise<Result<ActivityPage>>,
): ActivityPages {
  const [events, setEvents] = useState<readonly ActivityEvent[] | null>(null);
  const [more, setMore] = useState(false);
  const [error, setError] = useState<AppError | null>(null);
  const read = useCallback(
    async (before?: number) => {
      const result = await load({ limit: pageSize, ...(before === undefined ? {} : { before }) });
      setError(result.ok ? null : result.error);
      if (!result.ok) return;
      const page = result.value.events;
      setEvents((all) => (before === undefined ? page : [...(all ?? []), ...page]));
      setMore(result.value.has_more);
    },
    [load],
  );
  useEffect(() => {
    const timer = setTimeout(() => void read(), 0);
    return () => clearTimeout(timer);
  }, [read]);
  return { events, more, error, read };
}
