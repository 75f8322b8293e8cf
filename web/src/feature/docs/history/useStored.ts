// The documents of a room over REST, once that part of the client is loaded.
import type { StoredDocuments } from '@atelier/sdk';
import { useEffect, useState } from 'react';
import { useClient } from '../../../state/client';

export function useStored(room: string): StoredDocuments | null {
  const client = useClient();
  const [stored, setStored] = useState<StoredDocuments | null>(null);
  useEffect(() => {
    let stale = false;
    void client.documents.stored(room).then((loaded) => {
      if (!stale) setStored(loaded);
    });
    return () => {
      stale = true;
    };
  }, [client, room]);
  return stored;
}
