// Whether my pointer is a laser: while I am followed or present, and have switched it on.
import { useState } from 'react';
import type { FollowState } from '../../state/useFollow';

export interface Laser {
  /** There is somebody to point for. */
  offered: boolean;
  on: boolean;
  toggle: () => void;
}

export function useLaser({ followers, presenting }: FollowState, me: string): Laser {
  const [wanted, setWanted] = useState(false);
  const offered = followers.length > 0 || presenting?.principal === me;
  // Who is followed again later begins without it.
  if (wanted && !offered) setWanted(false);
  return { offered, on: wanted && offered, toggle: () => setWanted((on) => !on) };
}
