import type { Message, OutboxEntry } from '@atelier/sdk';
import { describe, expect, it } from 'vitest';
import { chatRows, countNewer, countUnread, visibleMessages } from './chatRows';
import { blankMessages, messagesAdapter, messagesSlice, type RoomMessages } from './messagesSlice';

const ana = { id: 'ana', name: 'Ana', kind: 'user' } as const;
const li = { id: 'li', name: 'Li', kind: 'user' } as const;
const start = new Date(2026, 4, 4, 12).getTime();

function message(seq: number, rest: Partial<Message> = {}): Message {
  return { id: `m${seq}`, seq, text: `text ${seq}`, from: li, at: start + seq * 1_000, ...rest };
}

function chat(messages: Message[], rest: Partial<RoomMessages> = {}): RoomMessages {
  const blank = blankMessages();
  return { ...blank, messages: messagesAdapter.setAll(blank.messages, messages), ...rest };
}

function entry(id: string, rest: Partial<OutboxEntry> = {}): OutboxEntry {
  return { id, room: 'r', draft: { text: 'mine' }, createdAt: start, state: 'queued', ...rest };
}

const kinds = (rows: ReturnType<typeof chatRows>) => rows.map((row) => row.type);

describe('visible messages', () => {
  it('are the confirmed ones, then the outbox without those already confirmed', () => {
    const room = chat([message(1), message(2)], { outbox: [entry('m2'), entry('new')] });
    expect(visibleMessages(room, { me: ana }).map((shown) => shown.key)).toEqual([
      'm1',
      'm2',
      'new',
    ]);
  });

  it('keep threads apart from the room', () => {
    const room = chat([message(1), message(2, { thread_root: 1 })], {
      outbox: [entry('t', { draft: { text: 'in thread', threadRoot: 1 } })],
    });
    expect(visibleMessages(room, { me: ana }).map((shown) => shown.key)).toEqual(['m1']);
    const thread = visibleMessages(room, { me: ana, root: 1 });
    expect(thread.map((shown) => shown.key)).toEqual(['m1', 'm2', 't']);
  });
});

describe('rows', () => {
  it('begin each day with a separator', () => {
    const nextDay = message(2, { at: start + 86_400_000 });
    expect(kinds(chatRows(chat([message(1), nextDay]), { me: ana }))).toEqual([
      'day',
      'message',
      'day',
      'message',
    ]);
  });

  it('group one person within five minutes, and start anew at an answer', () => {
    const later = message(3, { at: start + 600_000 });
    const room = chat([
      message(1),
      message(2),
      later,
      message(4, { at: later.at + 1, reply_to: 1 }),
    ]);
    const grouped = chatRows(room, { me: ana }).flatMap((row) =>
      row.type === 'message' ? [row.grouped] : [],
    );
    expect(grouped).toEqual([false, true, false, false]);
  });

  it('draw the unread line once, before the first message of somebody else', () => {
    const room = chat([message(1), message(2, { from: ana }), message(3), message(4)]);
    const rows = chatRows(room, { me: ana, lineAfter: 1 });
    expect(kinds(rows)).toEqual(['day', 'message', 'message', 'unread', 'message', 'message']);
  });

  it('count others on the pill, without mine and without threads', () => {
    const room = chat([
      message(1),
      message(2, { from: ana }),
      message(3),
      message(4, { thread_root: 1 }),
    ]);
    expect(countNewer(room, 1, ana)).toBe(1);
  });
});

describe('message window', () => {
  const { actions, reducer } = messagesSlice;
  const page = (messages: Message[], more = false) => ({ messages, has_more: more });

  it('counts a reply on its root once, also when it is delivered again', () => {
    let state = reducer(
      {},
      actions.pageLoaded({ room: 'r', part: 'newest', page: page([message(1)]) }),
    );
    const reply = message(2, { thread_root: 1 });
    state = reducer(state, actions.messageConfirmed({ room: 'r', message: reply }));
    state = reducer(state, actions.messageConfirmed({ room: 'r', message: reply }));
    expect(state['r']?.messages.entities[1]?.replies).toBe(1);
  });

  it('counts as unread what the server told until the messages are here', () => {
    const opened = { room: 'r', readSeq: 4, unread: 3, rejoined: false };
    let state = reducer({}, actions.opened(opened));
    expect(countUnread(state['r']!, ana)).toBe(3);
    state = reducer(state, actions.messageConfirmed({ room: 'r', message: message(8) }));
    expect(countUnread(state['r']!, ana)).toBe(4);
    const newest = page([5, 6, 7, 8].map((seq) => message(seq)));
    state = reducer(state, actions.pageLoaded({ room: 'r', part: 'newest', page: newest }));
    expect(countUnread(state['r']!, ana)).toBe(4);
    state = reducer(state, actions.markedRead({ room: 'r', seq: 8 }));
    expect(countUnread(state['r']!, ana)).toBe(0);
  });

  it('does not append to a window that ends before the newest', () => {
    const around = { ...page([message(1)]), has_more_after: true };
    let state = reducer({}, actions.pageLoaded({ room: 'r', part: 'around', page: around }));
    state = reducer(state, actions.messageConfirmed({ room: 'r', message: message(9) }));
    expect(state['r']?.messages.ids).toEqual([1]);
    expect(state['r']?.newestSeq).toBe(9);
  });

  it('adds and takes away a reaction without changing the order of the others', () => {
    const first = message(1, { reactions: { a: ['li'], b: ['li'] } });
    let state = reducer({}, actions.pageLoaded({ room: 'r', part: 'newest', page: page([first]) }));
    const by = { room: 'r', target: 1, emoji: 'a', from: ana };
    state = reducer(state, actions.reacted({ ...by, on: true }));
    expect(Object.entries(state['r']?.messages.entities[1]?.reactions ?? {})).toEqual([
      ['a', ['li', 'ana']],
      ['b', ['li']],
    ]);
  });
});
