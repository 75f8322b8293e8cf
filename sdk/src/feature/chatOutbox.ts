// The outbox of chat: messages on their way, and when they leave it. An entry is gone when its
// message was emitted, or at the ack in a room that this client does not follow.

import { present } from '../core/fields';
import type { Emitter } from '../core/emitter';
import { outboxEntriesMax } from '../protocol/limits';
import { isAnything, isSeq, isString, listOf, recordOf, shape } from '../protocol/parse';
import { isAttachment, isMessage, isStored } from '../protocol/validate';
import { Outbox } from '../offline/queue';
import type { QueueEntry } from '../offline/queue';
import type { ChatEvents, MessageDraft, OutboxEntry } from './chatTypes';
import type { FeatureContext } from './context';

const isDraft = shape<MessageDraft>(
  { text: isString },
  {
    threadRoot: isSeq,
    replyTo: isSeq,
    mentions: listOf(isString),
    attachments: listOf(isAttachment),
    extra: recordOf(isAnything),
  },
);

export class ChatOutbox {
  private readonly queue: Outbox<MessageDraft>;

  constructor(
    private readonly context: FeatureContext,
    private readonly events: Emitter<ChatEvents>,
  ) {
    const { clock, connection, createBackoff, feed, outboxStore } = context;
    this.queue = new Outbox<MessageDraft>({
      clock,
      store: outboxStore,
      createBackoff,
      entriesMax: outboxEntriesMax,
      ready: (room) => feed.ready(room),
      send: ({ id, lane, body }) =>
        connection.request('chat.send', [lane, toWire(id, body)], isStored),
      changed: (room) => {
        this.changed(room);
      },
      restore: (body) => (isDraft(body) ? body : undefined),
    });
    feed.on('event', ({ name, args: [message] }) => {
      if (name === 'chat.message' && isMessage(message)) {
        this.confirmed(message.id, message.from.id);
      }
    });
    feed.on('reset', ({ room }) => {
      this.settle(room);
    });
    feed.on('left', ({ room }) => {
      this.settle(room);
    });
    feed.on('joined', ({ room }) => {
      this.queue.pump(room);
    });
    connection.on('welcome', () => {
      this.queue.lanesWithEntries().forEach((room) => {
        this.queue.pump(room);
      });
    });
    void this.queue.restore();
  }

  send(room: string, draft: MessageDraft): OutboxEntry {
    return toEntry(this.queue.add(this.context.nextId(), room, draft));
  }

  entries(room: string): readonly OutboxEntry[] {
    return this.queue.entries(room).map(toEntry);
  }

  get unsent(): number {
    return this.queue.unsent;
  }

  retry(id: string): void {
    this.queue.retry(id);
  }

  discard(id: string): void {
    this.queue.remove(id);
  }

  /** The message with this id was emitted. Another person's message may carry any id. */
  private confirmed(id: string, sender: string): void {
    if (sender === this.context.connection.principal?.id) {
      this.queue.remove(id);
    }
  }

  private changed(room: string): void {
    this.events.emit('outbox', { room, entries: this.entries(room) });
    this.settle(room);
  }

  /** Removes what is sent and whose message was emitted before the ack, or never will be. */
  private settle(room: string): void {
    const follows = this.context.feed.joined().includes(room);
    const through = this.context.feed.seq(room);
    for (const { id, state, seq } of this.queue.entries(room)) {
      if (state === 'sent' && (!follows || (seq !== undefined && seq <= through))) {
        this.queue.remove(id);
      }
    }
  }
}

function toWire(id: string, draft: MessageDraft): Readonly<Record<string, unknown>> {
  const { text, threadRoot, replyTo, mentions, attachments, extra } = draft;
  return present({
    ...extra,
    id,
    text,
    thread_root: threadRoot,
    reply_to: replyTo,
    mentions,
    attachments,
  });
}

function toEntry({ lane, body, ...rest }: QueueEntry<MessageDraft>): OutboxEntry {
  return { room: lane, draft: body, ...rest };
}
