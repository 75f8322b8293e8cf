// Following and presenting in a room as the SDK knows it, for React.
import type { Follow, Presenting } from '@atelier/sdk';
import { useEffect, useState } from 'react';
import { useClient } from './client';

export interface FollowState {
  follow: Follow;
  /** Whom I follow. */
  leader: string | undefined;
  followers: readonly string[];
  presenting: Presenting | undefined;
}

/** Null until that part of the SDK is loaded. */
export function useFollow(room: string): FollowState | null {
  const client = useClient();
  const [state, setState] = useState<FollowState | null>(null);
  useEffect(() => {
    let stops: (() => void)[] = [];
    let closed = false;
    void client.follow().then((follow) => {
      if (closed) return;
      const read = () =>
        setState({
          follow,
          leader: follow.following(room),
          followers: follow.followers(room),
          presenting: follow.presenting(room),
        });
      const mine = (event: { room: string }) => {
        if (event.room === room) read();
      };
      stops = [
        follow.on('following', mine),
        follow.on('followers', mine),
        follow.on('presenting', mine),
      ];
      read();
    });
    return () => {
      closed = true;
      for (const stop of stops) stop();
    };
  }, [client, room]);
  return state;
}
