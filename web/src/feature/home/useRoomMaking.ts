// Where the making of a room stands, for its dialog.
import { useRef, useState } from 'react';
import { useClient } from '../../state/client';
import type { AppError } from '../../state/errors';
import { rest } from '../../state/rest';
import { useAppDispatch } from '../../state/store';
import { createRoomMaker, type MakingStep, type RoomMaker, type RoomPlan } from './makeRoom';

export type Making =
  | { name: 'idle' }
  | { name: 'working'; step: MakingStep }
  | {
      name: 'stopped';
      error: AppError;
      room: string;
      begun: boolean;
      missing: readonly MakingStep[];
    };

export interface RoomMaking {
  making: Making;
  /** It was asked for before, and failed. */
  tried: boolean;
  make: (plan: RoomPlan) => void;
  /** What is missing in a room that has begun. */
  goOn: () => void;
  /** The person leaves: nothing is shown or opened any more. */
  giveUp: () => void;
}

interface Attempt {
  maker: RoomMaker;
  asked: string;
}

export function useRoomMaking(onMade: (room: string) => void): RoomMaking {
  const client = useClient();
  const dispatch = useAppDispatch();
  const [making, setMaking] = useState<Making>({ name: 'idle' });
  const attempt = useRef<Attempt | null>(null);
  const run = async (current: Attempt) => {
    const { maker } = current;
    const still = () => attempt.current === current;
    const result = await maker.run((step) => {
      if (still()) setMaking({ name: 'working', step });
    });
    if (maker.begun) dispatch(rest.util.invalidateTags(['Rooms']));
    if (!still()) return leave(maker);
    if (result.ok) return onMade(maker.room);
    const { room, begun, missing } = maker;
    setMaking({ name: 'stopped', error: result.error, room, begun, missing });
  };
  const leave = (maker: RoomMaker) => {
    if (client.rooms.joined().includes(maker.room)) void client.rooms.leave(maker.room);
  };
  return {
    making,
    tried: making.name === 'stopped',
    make: (plan) => {
      // The same wish again keeps its ids; another one is another room.
      const asked = JSON.stringify(plan);
      if (attempt.current?.asked !== asked)
        attempt.current = { maker: createRoomMaker(client, plan), asked };
      void run(attempt.current);
    },
    goOn: () => {
      if (attempt.current) void run(attempt.current);
    },
    giveUp: () => {
      const left = attempt.current?.maker;
      attempt.current = null;
      if (left && making.name === 'stopped') leave(left);
    },
  };
}
