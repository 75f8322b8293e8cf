// What chat offers, and the values it hands out.

import type { EventSource } from '../core/emitter';
import type { AtelierError, Result } from '../protocol/errors';
import type {
  Actor,
  Attachment,
  ChatDeleted,
  ChatEdited,
  ChatPinned,
  ChatReaction,
  ChatReceipt,
  ChatRestored,
  HistoryPage,
  Message,
  SearchPage,
  Stored,
} from '../protocol/events';

export interface MessageDraft {
  readonly text: string;
  readonly threadRoot?: number;
  readonly replyTo?: number;
  /** Principal ids, or `room`. */
  readonly mentions?: readonly string[];
  readonly attachments?: readonly Attachment[];
  /** Fields of the app's own, kept and forwarded by the server. */
  readonly extra?: Readonly<Record<string, unknown>>;
}

export type OutboxState = 'queued' | 'sending' | 'sent' | 'failed';

/** A message that is not confirmed yet. A new value for every change; it may live in a store. */
export interface OutboxEntry {
  /** Also the id of the message: an entry and a message with the same id are the same. */
  readonly id: string;
  readonly room: string;
  readonly draft: MessageDraft;
  readonly createdAt: number;
  readonly state: OutboxState;
  /** Why it failed, or why it waits. */
  readonly error?: AtelierError;
  /** Local time of the next attempt while the server asked to wait. */
  readonly retryAt?: number;
  /** Known once it is sent. */
  readonly seq?: number;
}

export interface HistoryQuery {
  readonly before?: number;
  readonly after?: number;
  readonly around?: number;
  readonly limit?: number;
  readonly threadRoot?: number;
}

export interface ChatSearchQuery {
  readonly words: string;
  readonly author?: string;
  readonly before?: number;
  readonly after?: number;
  readonly limit?: number;
  readonly offset?: number;
}

export interface ChatEvents {
  readonly message: { readonly room: string; readonly message: Message };
  readonly edited: { readonly room: string } & ChatEdited;
  readonly deleted: { readonly room: string } & ChatDeleted;
  readonly restored: { readonly room: string } & ChatRestored;
  readonly reaction: { readonly room: string } & ChatReaction;
  readonly pinned: { readonly room: string } & ChatPinned;
  readonly receipt: { readonly room: string } & ChatReceipt;
  /** Everybody who types in the room now; an empty list when nobody does. */
  readonly typing: { readonly room: string; readonly people: readonly Actor[] };
  /** A message that mentions me in a room this client has not joined. */
  readonly mention: { readonly room: string; readonly message: Message };
  /** The whole outbox of the room after a change, oldest first. */
  readonly outbox: { readonly room: string; readonly entries: readonly OutboxEntry[] };
}

export interface Chat extends EventSource<ChatEvents> {
  /** Returns at once; follow the `outbox` event by id. Offline it stays queued. */
  send(room: string, draft: MessageDraft): OutboxEntry;
  outbox(room: string): readonly OutboxEntry[];
  /** Number of entries of all rooms that the server has not confirmed. */
  readonly unsent: number;
  retry(id: string): void;
  discard(id: string): void;
  history(room: string, query?: HistoryQuery): Promise<Result<HistoryPage>>;
  edit(room: string, seq: number, text: string): Promise<Result<Stored>>;
  remove(room: string, seq: number): Promise<Result<Stored>>;
  react(room: string, seq: number, emoji: string, on: boolean): Promise<Result<Stored>>;
  pin(room: string, seq: number, on: boolean): Promise<Result<Stored>>;
  pins(room: string): Promise<Result<readonly Message[]>>;
  /** Moves my read mark forward; calls in quick succession are sent as one. */
  markRead(room: string, seq: number): void;
  receipts(room: string): Promise<Result<Readonly<Record<string, number>>>>;
  /** Call at every keystroke with `true`; it is sent at most every 3 s. */
  setTyping(room: string, on: boolean): void;
  typing(room: string): readonly Actor[];
  search(room: string, query: ChatSearchQuery): Promise<Result<SearchPage>>;
  /** The direct room with a person, made at the first call. */
  direct(principal: string): Promise<Result<{ readonly room: string }>>;
}
