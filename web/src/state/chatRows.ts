// What a reader of the chat sees, as plain rows: confirmed messages, then what still waits in the
// outbox, with day separators, the unread line and grouping. Pure, so that it can be tested alone.
import type { Actor, Attachment, Message, OutboxEntry } from '@atelier/sdk';
import type { RoomMessages } from './messagesSlice';

export interface ShownMessage {
  key: string;
  /** Undefined while the message is only in the outbox. */
  seq: number | undefined;
  text: string;
  from: Actor;
  at: number;
  attachments: readonly Attachment[];
  message: Message | undefined;
  entry: OutboxEntry | undefined;
  replyTo: number | undefined;
}

export type ChatRow =
  | { type: 'day'; key: string; at: number }
  | { type: 'unread'; key: string }
  | { type: 'message'; key: string; shown: ShownMessage; grouped: boolean };

const groupWithinMs = 5 * 60_000;

export interface RowsOptions {
  me: Actor | null;
  /** Undefined for the main list, else the root of the thread to show. */
  root?: number;
  /** The unread line stands behind this seq. */
  lineAfter?: number | null;
}

function fromMessage(message: Message): ShownMessage {
  return {
    key: message.id,
    seq: message.seq,
    text: message.text,
    from: message.from,
    at: message.at,
    attachments: message.attachments ?? [],
    message,
    entry: undefined,
    replyTo: message.reply_to,
  };
}

function fromEntry(entry: OutboxEntry, me: Actor): ShownMessage {
  return {
    key: entry.id,
    seq: undefined,
    text: entry.draft.text,
    from: me,
    at: entry.createdAt,
    attachments: entry.draft.attachments ?? [],
    message: undefined,
    entry,
    replyTo: entry.draft.replyTo,
  };
}

/** Confirmed messages of the place, then outbox entries that are not among them. */
export function visibleMessages(chat: RoomMessages, options: RowsOptions): ShownMessage[] {
  const { me, root } = options;
  const confirmed: ShownMessage[] = [];
  const ids = new Set<string>();
  for (const seq of chat.messages.ids) {
    const message = chat.messages.entities[seq];
    if (!message) continue;
    ids.add(message.id);
    const here = root === undefined ? message.thread_root === undefined : inThread(message, root);
    if (here) confirmed.push(fromMessage(message));
  }
  if (!me) return confirmed;
  const waiting = chat.outbox.filter(
    (entry) => entry.draft.threadRoot === root && !ids.has(entry.id),
  );
  return [...confirmed, ...waiting.map((entry) => fromEntry(entry, me))];
}

function inThread(message: Message, root: number): boolean {
  return message.thread_root === root || message.seq === root;
}

export function dayOf(at: number): string {
  const date = new Date(at);
  return `${date.getFullYear()}-${date.getMonth()}-${date.getDate()}`;
}

export function chatRows(chat: RoomMessages, options: RowsOptions): ChatRow[] {
  const rows: ChatRow[] = [];
  const lineAfter = options.lineAfter ?? null;
  let previous: ShownMessage | undefined;
  let lineDrawn = lineAfter === null;
  for (const shown of visibleMessages(chat, options)) {
    const newDay = previous === undefined || dayOf(previous.at) !== dayOf(shown.at);
    if (newDay) rows.push({ type: 'day', key: `day-${dayOf(shown.at)}`, at: shown.at });
    const isUnread = shown.seq !== undefined && lineAfter !== null && shown.seq > lineAfter;
    const drawLine = !lineDrawn && isUnread && shown.from.id !== options.me?.id;
    if (drawLine) rows.push({ type: 'unread', key: 'unread' });
    lineDrawn ||= drawLine;
    const grouped =
      !newDay &&
      !drawLine &&
      previous !== undefined &&
      previous.from.id === shown.from.id &&
      shown.at - previous.at < groupWithinMs &&
      shown.replyTo === undefined &&
      previous.message?.deleted !== true;
    rows.push({ type: 'message', key: shown.key, shown, grouped });
    previous = shown;
  }
  return rows;
}

/** Others' confirmed messages of the main list behind a seq: the number on the pill. */
export function countNewer(chat: RoomMessages, seq: number, me: Actor | null): number {
  return chat.messages.ids.filter((id) => {
    const message = chat.messages.entities[id];
    return message && id > seq && !message.thread_root && message.from.id !== me?.id;
  }).length;
}

/** What I have not read, also while no view has asked for the messages yet. */
export function countUnread(chat: RoomMessages, me: Actor | null): number {
  const seen = countNewer(chat, chat.readSeq, me);
  return chat.phase.name === 'ready' ? seen : chat.unreadAtOpen + seen;
}
