// What a page reads once it opens, with a way to read it again. For reads that no other page shares.
import type { Client, Result } from '@atelier/sdk';
import { useCallback, useEffect, useState } from 'react';
import { useClient } from '../../../state/client';
import { toAppError, type AppError } from '../../../state/errors';

type Api = Awaited<ReturnType<Client['workspace']>>;

export type Read<T> = (api: Api) => Promise<Result<T>>;

export interface Loaded<T> {
  data: T | undefined;
  error: AppError | undefined;
  reload: () => Promise<void>;
}

/** `read` must be stable. */
export function useLoaded<T>(read: Read<T>): Loaded<T> {
  const client = useClient();
  const [state, setState] = useState<Omit<Loaded<T>, 'reload'>>({
    data: undefined,
    error: undefined,
  });
  const reload = useCallback(async () => {
    const answer = await read(await client.workspace());
    if (answer.ok) setState({ data: answer.value, error: undefined });
    else setState(({ data }) => ({ data, error: toAppError(answer.error) }));
  }, [client, read]);
  useEffect(() => {
    const timer = setTimeout(() => void reload(), 0);
    return () => clearTimeout(timer);
  }, [reload]);
  return { ...state, reload };
}
