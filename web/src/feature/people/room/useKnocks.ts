// Who stands at the door of a room, as owners hear it: asked for at each join, told at each change.
import type { Knock } from '@atelier/sdk';
import { useEffect, useState } from 'react';
import { useClient } from '../../../state/client';

const nobody: readonly Knock[] = [];

export function useKnocks(room: string): readonly Knock[] {
  const client = useClient();
  const [waiting, setWaiting] = useState(nobody);
  useEffect(() => {
    let told = 0;
    const list = async () => {
      const before = told;
      const answer = await client.door.list(room);
      // What was told meanwhile is newer.
      if (answer.ok && told === before) setWaiting(answer.value);
    };
    const stops = [
      client.door.on('waiting', (event) => {
        if (event.room !== room) return;
        told += 1;
        setWaiting(event.waiting);
      }),
      client.rooms.on('joined', (event) => {
        if (event.room === room) void list();
      }),
    ];
    void list();
    return () => {
      told += 1;
      for (const stop of stops) stop();
    };
  }, [client, room]);
  return waiting;
}
