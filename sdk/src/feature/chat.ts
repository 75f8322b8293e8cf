// Chat of a room: optimistic sending, history, edits, reactions, marks and typing. It keeps the
// outbox and who types now, and no messages.

import { Emitter } from '../core/emitter';
import { present } from '../core/fields';
import { succeed } from '../core/result';
import type { Result } from '../protocol/errors';
import type { Stored } from '../protocol/events';
import {
  isChatDeleted,
  isChatEdited,
  isChatMention,
  isChatPinned,
  isChatReaction,
  isChatReceipt,
  isChatRestored,
  isHistoryPage,
  isMessage,
  isMessages,
  isReceipts,
  isRoomName,
  isSearchPage,
  isStored,
} from '../protocol/validate';
import type { DurableEvent } from '../transport/roomFeed';
import { ChatOutbox } from './chatOutbox';
import { ChatTypingState } from './chatTyping';
import type { Chat, ChatEvents } from './chatTypes';
import type { FeatureContext } from './context';
import { ReadMarks } from './readMarks';

export function createChat(context: FeatureContext): Chat {
  const events = new Emitter<ChatEvents>();
  const marks = new ReadMarks(context);
  // The app hears of a message before the outbox lets go of its entry, so that none flickers.
  context.feed.on('event', (event) => {
    publish(events, event);
  });
  publishPassing(context, events);
  const outbox = new ChatOutbox(context, events);
  const typing = new ChatTypingState(context, events);
  return {
    on: events.on.bind(events),
    send: (room, draft) => {
      typing.sent(room);
      return outbox.send(room, draft);
    },
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
    markRead: (room, seq) => {
      marks.mark(room, seq);
    },
    setTyping: (room, on) => {
      typing.set(room, on);
    },
    typing: (room) => typing.typing(room),
    ...changes(context),
    ...queries(context),
  };
}

function changes({
  connection,
  nextId,
}: FeatureContext): Pick<Chat, 'edit' | 'remove' | 'react' | 'pin'> {
  const command = (name: string, room: string, body: object): Promise<Result<Stored>> =>
    connection.request(name, [room, { id: nextId(), ...body }], isStored);
  return {
    edit: (room, seq, text) => command('chat.edit', room, { seq, text }),
    remove: (room, seq) => command('chat.delete', room, { seq }),
    react: (room, seq, emoji, on) => command('chat.react', room, { seq, emoji, on }),
    pin: (room, seq, on) => command('chat.pin', room, { seq, on }),
  };
}

function queries({
  connection,
}: FeatureContext): Pick<Chat, 'history' | 'pins' | 'receipts' | 'search' | 'direct'> {
  return {
    history: (room, { threadRoot, ...bounds } = {}) => {
      const query = present({ ...bounds, thread_root: threadRoot });
      return connection.request('chat.history', [room, query], isHistoryPage);
    },
    pins: async (room) => {
      const answer = await connection.request('chat.pins', [room], isMessages);
      return answer.ok ? succeed(answer.value.messages) : answer;
    },
    receipts: async (room) => {
      const answer = await connection.request('chat.receipts', [room], isReceipts);
      return answer.ok ? succeed(answer.value.receipts) : answer;
    },
    search: (room, query) =>
      connection.request('chat.search', [room, present({ ...query })], isSearchPage),
    direct: async (principal) => {
      const answer = await connection.request('chat.direct', [{ principal }], isRoomName);
      return answer.ok ? succeed({ room: answer.value.room }) : answer;
    },
  };
}

function publish(events: Emitter<ChatEvents>, { room, name, args }: DurableEvent): void {
  const payload = args[0];
  if (name === 'chat.message' && isMessage(payload)) {
    events.emit('message', { room, message: payload });
  } else if (name === 'chat.edited' && isChatEdited(payload)) {
    events.emit('edited', { room, ...payload });
  } else if (name === 'chat.deleted' && isChatDeleted(payload)) {
    events.emit('deleted', { room, ...payload });
  } else if (name === 'chat.restored' && isChatRestored(payload)) {
    events.emit('restored', { room, ...payload });
  } else if (name === 'chat.reaction' && isChatReaction(payload)) {
    events.emit('reaction', { room, ...payload });
  } else if (name === 'chat.pinned' && isChatPinned(payload)) {
    events.emit('pinned', { room, ...payload });
  }
}

function publishPassing({ connection }: FeatureContext, events: Emitter<ChatEvents>): void {
  connection.wire.on('event', ({ name, args: [first, second] }) => {
    if (name === 'chat.receipt' && typeof first === 'string' && isChatReceipt(second)) {
      events.emit('receipt', { room: first, ...second });
    } else if (name === 'chat.mention' && isChatMention(first)) {
      events.emit('mention', { room: first.room, message: first.message });
    }
  });
}
