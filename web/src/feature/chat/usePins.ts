// The pinned messages of a room, oldest pin first, read anew when somebody pins or unpins.
import type { Message } from '@atelier/sdk';
import { useCallback, useEffect, useState } from 'react';
import { useClient } from '../../state/client';
import type { AppError } from '../../state/errors';
import { joinedAndErased } from '../../state/roomsSlice';
import { useAppSelector } from '../../state/store';

export function usePins(room: string, wanted = true) {
  const client = useClient();
  const joined = useAppSelector((state) => joinedAndErased(state.rooms.entities[room]));
  const [pins, setPins] = useState<readonly Message[] | null>(null);
  const [error, setError] = useState<AppError | null>(null);
  const read = useCallback(async () => {
    const result = await client.chat.pins(room);
    setPins(result.ok ? result.value : null);
    setError(result.ok ? null : result.error);
  }, [client, room]);
  useEffect(() => {
    if (!joined || !wanted) return;
    const timer = setTimeout(() => void read(), 0);
    const stop = client.chat.on('pinned', (event) => {
      if (event.room === room) void read();
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [client, room, joined, wanted, read]);
  return { pins, error, read };
}
