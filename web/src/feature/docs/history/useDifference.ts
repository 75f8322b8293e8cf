// The difference of two times of a document, kept while it is looked at: going back and forth over
// moments asks the server once for each.
import type { Difference, StoredDocuments } from '@atelier/sdk';
import { useCallback, useEffect, useState } from 'react';
import type { AppError } from '../../../state/errors';
import type { Times } from './timeline';

/** While somebody drags the slider, only where it rests is asked for. */
const restMs = 120;
const keptAtMost = 60;

export interface OpenDifference {
  /** The newest that is here; of the time before while `loading`. */
  difference: Difference | null;
  /** Times of it. */
  shown: string;
  loading: boolean;
  error: AppError | null;
  retry: () => void;
}

interface Answer {
  key: string;
  difference: Difference | null;
  error: AppError | null;
}

const nothing: Answer = { key: '', difference: null, error: null };

function keep(cache: Map<string, Difference>, key: string, difference: Difference): void {
  cache.set(key, difference);
  const [oldest] = cache.keys();
  if (cache.size > keptAtMost && oldest !== undefined) cache.delete(oldest);
}

export function useDifference(
  stored: StoredDocuments | null,
  document: string,
  times: Times | null,
  revision: number,
): OpenDifference {
  const [cache] = useState(() => new Map<string, Difference>());
  const [answer, setAnswer] = useState(nothing);
  const [tries, setTries] = useState(0);
  const { from, to } = times ?? {};
  // What has no end changes with the document.
  const now = to === undefined ? `now ${revision}` : String(to);
  const key = times ? `${from ?? 'nothing'} ${now}` : '';
  useEffect(() => {
    if (!stored || key === '') return;
    const known = cache.get(key);
    let stale = false;
    const load = async () => {
      const query = {
        ...(from === undefined ? {} : { from }),
        ...(to === undefined ? {} : { to }),
      };
      const got = known ? null : await stored.difference(document, query);
      if (got?.ok) keep(cache, key, got.value);
      const difference = known ?? (got?.ok ? got.value : null);
      const error = got && !got.ok ? got.error : null;
      if (!stale)
        setAnswer((before) => ({ key, difference: difference ?? before.difference, error }));
    };
    const timer = setTimeout(() => void load(), known ? 0 : restMs);
    return () => {
      stale = true;
      clearTimeout(timer);
    };
  }, [stored, document, cache, key, from, to, tries]);
  const retry = useCallback(() => setTries((before) => before + 1), []);
  const loading = key !== '' && answer.key !== key;
  return {
    difference: answer.difference,
    shown: answer.key,
    loading,
    error: loading ? null : answer.error,
    retry,
  };
}
