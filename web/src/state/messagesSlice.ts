// Confirmed messages of each room: one contiguous window of the history, kept by seq. The outbox is
// kept beside it; what a reader sees is both, put together by a selector (chatRows).
import type {
  Actor,
  AtelierError,
  ChatDeleted,
  ChatEdited,
  ChatPinned,
  ChatReaction,
  HistoryPage,
  Message,
  OutboxEntry,
} from '@atelier/sdk';
import {
  createEntityAdapter,
  createSlice,
  type EntityState,
  type PayloadAction,
} from '@reduxjs/toolkit';

export type WindowPhase =
  | { name: 'empty' }
  | { name: 'loading' }
  | { name: 'ready' }
  | { name: 'failed'; error: AtelierError };

export interface RoomMessages {
  messages: EntityState<Message, number>;
  phase: WindowPhase;
  hasOlder: boolean;
  hasNewer: boolean;
  /** Grows when the window was replaced, so that the list starts anew at its place. */
  generation: number;
  readSeq: number;
  /** Unread when the room was opened; counts until the messages themselves are read from the server. */
  unreadAtOpen: number;
  /** The mark when the room was opened; the unread line stands behind it. */
  lineAfter: number | null;
  /** Newest message of the room, whether or not it is in the window. */
  newestSeq: number;
  outbox: OutboxEntry[];
  typing: Actor[];
  receipts: Record<string, number>;
  /** Roots whose replies were read. */
  threads: Record<number, WindowPhase>;
}

export const messagesAdapter = createEntityAdapter<Message, number>({
  selectId: (message) => message.seq,
  sortComparer: (a, b) => a.seq - b.seq,
});

export function blankMessages(): RoomMessages {
  return {
    messages: messagesAdapter.getInitialState(),
    phase: { name: 'empty' },
    hasOlder: false,
    hasNewer: false,
    generation: 0,
    readSeq: 0,
    unreadAtOpen: 0,
    lineAfter: null,
    newestSeq: 0,
    outbox: [],
    typing: [],
    receipts: {},
    threads: {},
  };
}

type State = Record<string, RoomMessages>;
type InRoom<T> = PayloadAction<{ room: string } & T>;

/** A room made just now is no draft: results of the adapter must be assigned, not relied on. */
function roomOf(state: State, room: string): RoomMessages {
  return (state[room] ??= blankMessages());
}

function change(state: State, room: string, seq: number, with_: (message: Message) => Message) {
  const messages = state[room]?.messages;
  const found = messages?.entities[seq];
  if (messages && found) messagesAdapter.setOne(messages, with_(found));
}

function emptied(message: Message): Message {
  return { ...message, text: '', deleted: true, attachments: [], reactions: {} };
}

function toggled(message: Message, emoji: string, person: string, on: boolean): Message {
  const before = message.reactions?.[emoji] ?? [];
  const people = before.filter((id) => id !== person);
  if (on) people.push(person);
  const rest = Object.entries(message.reactions ?? {}).filter(([key]) => key !== emoji);
  const entries =
    people.length === 0
      ? rest
      : emoji in (message.reactions ?? {})
        ? Object.entries(message.reactions ?? {}).map(([key, ids]) => [
            key,
            key === emoji ? people : ids,
          ])
        : [...rest, [emoji, people]];
  return { ...message, reactions: Object.fromEntries(entries) as Record<string, string[]> };
}

export type HistoryPart = 'newest' | 'around' | 'older' | 'newer' | 'thread';

function pageLoaded(
  state: State,
  { payload }: InRoom<{ part: HistoryPart; page: HistoryPage; root?: number }>,
) {
  const room = roomOf(state, payload.room);
  const { part, page } = payload;
  if (part === 'thread') {
    room.messages = messagesAdapter.setMany(room.messages, page.messages);
    if (payload.root !== undefined) room.threads[payload.root] = { name: 'ready' };
    return;
  }
  if (part === 'newest' || part === 'around') {
    room.messages = messagesAdapter.setAll(room.messages, page.messages);
    room.threads = {};
    room.generation += 1;
  } else {
    room.messages = messagesAdapter.setMany(room.messages, page.messages);
  }
  if (part !== 'newer') room.hasOlder = page.has_more;
  if (part === 'newest') room.hasNewer = false;
  if (part === 'around') room.hasNewer = page.has_more_after ?? false;
  if (part === 'newer') room.hasNewer = page.has_more_after ?? page.has_more;
  room.phase = { name: 'ready' };
  const last = page.messages[page.messages.length - 1];
  room.newestSeq = Math.max(room.newestSeq, last?.seq ?? 0);
}

export const messagesSlice = createSlice({
  name: 'messages',
  initialState: {} as State,
  reducers: {
    opened(state, { payload }: InRoom<{ readSeq: number; unread: number; rejoined: boolean }>) {
      const room = roomOf(state, payload.room);
      room.readSeq = Math.max(room.readSeq, payload.readSeq);
      if (payload.rejoined) return;
      room.unreadAtOpen = payload.unread;
      room.lineAfter = payload.unread > 0 ? payload.readSeq : null;
    },
    loading(state, { payload }: InRoom<{ root?: number }>) {
      const room = roomOf(state, payload.room);
      if (payload.root !== undefined) room.threads[payload.root] = { name: 'loading' };
      else if (room.phase.name !== 'ready') room.phase = { name: 'loading' };
    },
    loadFailed(state, { payload }: InRoom<{ error: AtelierError; root?: number }>) {
      const room = roomOf(state, payload.room);
      const failed: WindowPhase = { name: 'failed', error: payload.error };
      if (payload.root !== undefined) room.threads[payload.root] = failed;
      else if (room.phase.name !== 'ready') room.phase = failed;
    },
    pageLoaded,
    messageConfirmed(state, { payload }: InRoom<{ message: Message }>) {
      const room = roomOf(state, payload.room);
      const { message } = payload;
      room.newestSeq = Math.max(room.newestSeq, message.seq);
      const root = message.thread_root;
      const inWindow = !room.hasNewer || (root !== undefined && room.threads[root] !== undefined);
      const known = room.messages.entities[message.seq] !== undefined;
      if (inWindow) room.messages = messagesAdapter.setOne(room.messages, message);
      if (root !== undefined && !known) {
        change(state, payload.room, root, (m) => ({ ...m, replies: (m.replies ?? 0) + 1 }));
      }
    },
    edited(state, { payload }: InRoom<ChatEdited>) {
      change(state, payload.room, payload.target, (message) => ({
        ...message,
        text: payload.text,
        edited_at: payload.edited_at,
      }));
    },
    deleted(state, { payload }: InRoom<ChatDeleted>) {
      change(state, payload.room, payload.target, emptied);
    },
    erased(state, { payload }: InRoom<{ id: string }>) {
      const room = roomOf(state, payload.room);
      const theirs = Object.values(room.messages.entities).filter(
        ({ from }) => from.id === payload.id,
      );
      const left = theirs.map((message) => ({
        ...emptied(message),
        from: { ...message.from, name: '' },
      }));
      room.messages = messagesAdapter.setMany(room.messages, left);
      room.typing = room.typing.filter(({ id }) => id !== payload.id);
    },
    restored(state, { payload }: InRoom<{ message: Message }>) {
      change(state, payload.room, payload.message.seq, () => payload.message);
    },
    reacted(state, { payload }: InRoom<Omit<ChatReaction, 'seq'>>) {
      change(state, payload.room, payload.target, (message) =>
        toggled(message, payload.emoji, payload.from.id, payload.on),
      );
    },
    pinned(state, { payload }: InRoom<Omit<ChatPinned, 'seq' | 'from'>>) {
      change(state, payload.room, payload.target, (message) => ({
        ...message,
        pinned: payload.on,
      }));
    },
    markedRead(state, { payload }: InRoom<{ seq: number }>) {
      const room = roomOf(state, payload.room);
      room.readSeq = Math.max(room.readSeq, payload.seq);
      room.unreadAtOpen = 0;
    },
    lineCleared(state, { payload }: InRoom<object>) {
      roomOf(state, payload.room).lineAfter = null;
    },
    receiptsLoaded(state, { payload }: InRoom<{ receipts: Record<string, number> }>) {
      roomOf(state, payload.room).receipts = payload.receipts;
    },
    receiptMoved(state, { payload }: InRoom<{ principal: string; read_seq: number }>) {
      const { receipts } = roomOf(state, payload.room);
      receipts[payload.principal] = Math.max(receipts[payload.principal] ?? 0, payload.read_seq);
    },
    outboxChanged(state, { payload }: InRoom<{ entries: OutboxEntry[] }>) {
      roomOf(state, payload.room).outbox = payload.entries;
    },
    typingChanged(state, { payload }: InRoom<{ people: Actor[] }>) {
      roomOf(state, payload.room).typing = payload.people;
    },
    forgotten: () => ({}),
  },
});
