// The door of a room that asks for knocking: owners hear who waits and answer; who came by a link
// waits by asking again.

import type { EventSource } from '../core/emitter';
import { Emitter } from '../core/emitter';
import { succeed } from '../core/result';
import type { Result } from '../protocol/errors';
import type { Knock, KnockAnswered, Stored } from '../protocol/events';
import type { DoorState } from '../protocol/rest';
import { isEmptyReply, isKnockAnswered, isKnocks, isStored } from '../protocol/validate';
import { isDoorState } from '../protocol/validateRest';
import type { FeatureContext } from './context';

export interface DoorEvents {
  /** Owners only: everybody who waits now. */
  readonly waiting: { readonly room: string; readonly waiting: readonly Knock[] };
  /** Owners only. */
  readonly answered: { readonly room: string } & KnockAnswered;
}

export interface Door extends EventSource<DoorEvents> {
  /** Owners: who waits. Owners of the workspace hear of changes from the first call on. */
  list(room: string): Promise<Result<readonly Knock[]>>;
  answer(room: string, principal: string, letIn: boolean): Promise<Result<Stored>>;
  /** For who waits: every 3 s is enough. On `in` and `knock` join by the link again. */
  look(room: string): Promise<Result<DoorState>>;
  leave(room: string): Promise<Result<void>>;
}

export function createDoor({ connection, feed, rest, nextId }: FeatureContext): Door {
  const events = new Emitter<DoorEvents>();
  connection.wire.on('event', ({ name, args: [room, payload] }) => {
    if (name === 'knock.waiting' && typeof room === 'string' && isKnocks(payload)) {
      events.emit('waiting', { room, waiting: payload.waiting });
    }
  });
  feed.on('event', ({ room, name, args: [payload] }) => {
    if (name === 'knock.answered' && isKnockAnswered(payload)) {
      events.emit('answered', { room, ...payload });
    }
  });
  const path = (room: string): string => `/rooms/${encodeURIComponent(room)}/knock`;
  return {
    on: events.on.bind(events),
    list: async (room) => {
      const answer = await connection.request('knock.list', [room], isKnocks);
      return answer.ok ? succeed(answer.value.waiting) : answer;
    },
    answer: (room, principal, letIn) => {
      const body = { id: nextId(), principal, let_in: letIn };
      return connection.request('knock.answer', [room, body], isStored);
    },
    look: (room) => rest.get(path(room), isDoorState),
    leave: async (room) => {
      const answer = await rest.json('DELETE', path(room), isEmptyReply);
      return answer.ok ? succeed(undefined) : answer;
    },
  };
}
