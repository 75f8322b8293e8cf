// How components reach the SDK: by context, so that tests hand in their own.
import type { Client } from '@atelier/sdk';
import { createContext, useContext } from 'react';

export const ClientContext = createContext<Client | null>(null);

export function useClient(): Client {
  const client = useContext(ClientContext);
  if (!client) throw new Error('ClientContext is missing');
  return client;
}
