// The outbox of chat: messages on their way.

import { present } from '../core/fields';
import type { Emitter } from '../core/emitter';
import { isAnything, isSeq, isString, listOf, recordOf, shape } from '../protocol/parse';
import { isAttachment, isMessage, isStored } from '../protocol/validate';
import type { QueueEntry } from '../offline/queue';
import { partOfStore } from '../offline/store';
import type { ChatEvents, MessageDraft, OutboxEntry } from './chatTypes';
import type { FeatureContext } from './context';
import { RoomOutbox } from './roomOutbox';

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
  private readonly outbox: RoomOutbox<MessageDraft>;

  constructor(context: FeatureContext, events: Emitter<ChatEvents>) {
    this.outbox = new RoomOutbox<MessageDraft>(context, {
      store: partOfStore(context.outboxStore, undefined),
      send: ({ id, lane, body }) =>
        context.connection.request('chat.send', [lane, toWire(id, body)], isStored),
      messageOf: ({ name, args: [message] }) =>
        name === 'chat.message' && isMessage(message) ? message : undefined,
      restore: (body) => (isDraft(body) ? body : undefined),
      changed: (room) => {
        events.emit('outbox', { room, entries: this.entries(room) });
      },
    });
  }

  send(room: string, draft: MessageDraft): OutboxEntry {
    return toEntry(this.outbox.add(room, draft));
  }

  entries(room: string): readonly OutboxEntry[] {
    return this.outbox.entries(room).map(toEntry);
  }

  get unsent(): number {
    return this.outbox.unsent;
  }

  retry(id: string): void {
    this.outbox.retry(id);
  }

  discard(id: string): void {
    this.outbox.discard(id);
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
