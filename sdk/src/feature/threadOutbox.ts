// The outbox of threads: threads being opened and comments on their way. A room's lane keeps their
// order, so that a reply follows the opening of its thread.

import type { Emitter } from '../core/emitter';
import { present } from '../core/fields';
import { isAnything, isBoolean, isString, listOf, recordOf, shape } from '../protocol/parse';
import type { Anchor } from '../protocol/threads';
import { isAnchor, isSuggestion, isThreadOpened, isThreadReplied } from '../protocol/threads';
import { isStored } from '../protocol/validate';
import type { QueueEntry } from '../offline/queue';
import { partOfStore } from '../offline/store';
import type { DurableEvent } from '../transport/roomFeed';
import type { FeatureContext } from './context';
import { RoomOutbox } from './roomOutbox';
import type { SentMessage } from './roomOutbox';
import type { CommentDraft, OpeningDraft, ThreadOutboxEntry, ThreadsEvents } from './threadTypes';

/** With an anchor it opens a thread, with the id of one it replies to it. */
interface Waiting {
  readonly anchor?: Anchor;
  readonly thread?: string;
  readonly draft: OpeningDraft;
}

const isDraft = shape<OpeningDraft>(
  { text: isString },
  {
    mentions: listOf(isString),
    extra: recordOf(isAnything),
    suggestion: isSuggestion,
    highlight: isBoolean,
  },
);
const isWaiting = shape<Waiting>({ draft: isDraft }, { anchor: isAnchor, thread: isString });

export class ThreadOutbox {
  private readonly outbox: RoomOutbox<Waiting>;

  constructor(context: FeatureContext, events: Emitter<ThreadsEvents>) {
    this.outbox = new RoomOutbox<Waiting>(context, {
      store: partOfStore(context.outboxStore, 'thread'),
      send: ({ id, lane, body }) => {
        const name = body.anchor === undefined ? 'thread.reply' : 'thread.open';
        return context.connection.request(name, [lane, toWire(id, body)], isStored);
      },
      messageOf: sentBy,
      restore: (body) => (isWaiting(body) ? body : undefined),
      changed: (room) => {
        events.emit('outbox', { room, entries: this.entries(room) });
      },
    });
  }

  open(room: string, anchor: Anchor, draft: OpeningDraft): ThreadOutboxEntry {
    return toEntry(this.outbox.add(room, { anchor, draft }));
  }

  reply(room: string, thread: string, draft: CommentDraft): ThreadOutboxEntry {
    return toEntry(this.outbox.add(room, { thread, draft }));
  }

  entries(room: string): readonly ThreadOutboxEntry[] {
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

function sentBy({ name, args: [payload] }: DurableEvent): SentMessage | undefined {
  if (name === 'thread.opened' && isThreadOpened(payload)) {
    return payload.thread.message;
  }
  return name === 'thread.replied' && isThreadReplied(payload) ? payload.message : undefined;
}

function toWire(id: string, { anchor, thread, draft }: Waiting): Readonly<Record<string, unknown>> {
  const { text, mentions, extra, suggestion, highlight } = draft;
  return present({ ...extra, id, anchor, thread, text, mentions, suggestion, highlight });
}

function toEntry({ lane, body, ...rest }: QueueEntry<Waiting>): ThreadOutboxEntry {
  const { anchor, thread = rest.id, draft } = body;
  return { room: lane, thread, draft, ...rest, ...(anchor === undefined ? {} : { anchor }) };
}
