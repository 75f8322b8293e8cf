// The few requests of the door, without a store: whoever passes it gets a fresh page.
import type { AtelierError, Result, Session } from '@atelier/sdk';
import { useEffect, useState } from 'react';
import { useClient } from '../../../state/client';

export interface Call<Args extends unknown[], T> {
  run: (...args: Args) => Promise<T | null>;
  busy: boolean;
  error: AtelierError | null;
}

export function useCall<Args extends unknown[], T>(
  request: (...args: Args) => Promise<Result<T>>,
): Call<Args, T> {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<AtelierError | null>(null);
  const run = async (...args: Args) => {
    setBusy(true);
    const result = await request(...args);
    setBusy(false);
    setError(result.ok ? null : result.error);
    return result.ok ? result.value : null;
  };
  return { run, busy, error };
}

/** Undefined until the server has answered. */
export function useDoorSession(): Session | undefined {
  const client = useClient();
  const [session, setSession] = useState<Session>();
  useEffect(() => {
    void client.session.get().then((result) => {
      if (result.ok) setSession(result.value);
    });
  }, [client]);
  return session;
}

/** A new person is a new page: nothing of the former one stays in memory. */
export function leaveFor(place: string): void {
  location.replace(place);
}
