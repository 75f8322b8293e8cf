// Threads of a room: discussions anchored to something on a surface. Optimistic opening and
// replying, reading, resolving and reactions. It keeps the outbox, and no threads.

import { Emitter } from '../core/emitter';
import { present } from '../core/fields';
import { succeed } from '../core/result';
import type { Result } from '../protocol/errors';
import type { Stored } from '../protocol/events';
import {
  isThreadAnswer,
  isThreadDeleted,
  isThreadEdited,
  isThreadMention,
  isThreadOpened,
  isThreadPage,
  isThreadReaction,
  isThreadReplied,
  isThreadResolved,
  isThreadsPage,
  isThreadStateChange,
} from '../protocol/threads';
import { isStored } from '../protocol/validate';
import type { DurableEvent } from '../transport/roomFeed';
import type { FeatureContext } from './context';
import { ThreadOutbox } from './threadOutbox';
import type { Threads, ThreadsEvents } from './threadTypes';

export function createThreads(context: FeatureContext): Threads {
  const events = new Emitter<ThreadsEvents>();
  // The app hears of a comment before the outbox lets go of its entry, so that none flickers.
  context.feed.on('event', (event) => {
    publish(events, event);
  });
  context.connection.wire.on('event', ({ name, args: [mention] }) => {
    if (name === 'thread.mention' && isThreadMention(mention)) {
      const { room, thread, message } = mention;
      events.emit('mention', { room, thread, message });
    }
  });
  const outbox = new ThreadOutbox(context, events);
  return {
    on: events.on.bind(events),
    open: (room, anchor, draft) => outbox.open(room, anchor, draft),
    reply: (room, thread, draft) => outbox.reply(room, thread, draft),
    outbox: (room) => outbox.entries(room),
    get unsent() {
      return outbox.unsent;
    },
    retry: (id) => {
      outbox.retry(id);
    },
    discard: (id) => {
      outbox.discard(id);
    },
    ...changes(context),
    ...queries(context),
  };
}

function changes({
  connection,
  nextId,
}: FeatureContext): Pick<Threads, 'edit' | 'remove' | 'resolve' | 'reopen' | 'react'> {
  const command = (name: string, room: string, body: object): Promise<Result<Stored>> =>
    connection.request(name, [room, { id: nextId(), ...body }], isStored);
  return {
    edit: (room, thread, seq, text) => command('thread.edit', room, { thread, seq, text }),
    remove: (room, thread, seq) => command('thread.delete', room, { thread, seq }),
    resolve: (room, thread, outcome) =>
      command('thread.resolve', room, present({ thread, outcome })),
    reopen: (room, thread) => command('thread.reopen', room, { thread }),
    react: (room, thread, seq, { emoji, on }) =>
      command('thread.react', room, { thread, seq, emoji, on }),
  };
}

function queries({ connection }: FeatureContext): Pick<Threads, 'list' | 'get' | 'history'> {
  return {
    list: (room, { kinds, ...query } = {}) => {
      const asked = present({ ...query, kind: kinds?.join() });
      return connection.request('thread.list', [room, asked], isThreadsPage);
    },
    get: async (room, thread) => {
      const answer = await connection.request('thread.get', [room, { thread }], isThreadAnswer);
      return answer.ok ? succeed(answer.value.thread) : answer;
    },
    history: (room, thread, query = {}) =>
      connection.request('thread.history', [room, present({ ...query, thread })], isThreadPage),
  };
}

function publish(events: Emitter<ThreadsEvents>, { room, name, args }: DurableEvent): void {
  const payload = args[0];
  if (name === 'thread.opened' && isThreadOpened(payload)) {
    events.emit('opened', { room, ...payload });
  } else if (name === 'thread.replied' && isThreadReplied(payload)) {
    events.emit('replied', { room, ...payload });
  } else if (name === 'thread.edited' && isThreadEdited(payload)) {
    events.emit('edited', { room, ...payload });
  } else if (name === 'thread.deleted' && isThreadDeleted(payload)) {
    events.emit('deleted', { room, ...payload });
  } else if (name === 'thread.resolved' && isThreadResolved(payload)) {
    events.emit('resolved', { room, ...payload });
  } else if (name === 'thread.reopened' && isThreadStateChange(payload)) {
    events.emit('reopened', { room, ...payload });
  } else if (name === 'thread.reaction' && isThreadReaction(payload)) {
    events.emit('reaction', { room, ...payload });
  }
}
