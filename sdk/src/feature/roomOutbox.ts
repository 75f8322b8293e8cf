// What is on its way to rooms: bodies of one feature, and when they leave the outbox. An entry is
// gone when its event was emitted, or at the ack in a room that this client does not follow.

import { outboxEntriesMax } from '../protocol/limits';
import type { Result } from '../protocol/errors';
import type { Actor, Stored } from '../protocol/events';
import { Outbox } from '../offline/queue';
import type { QueueEntry } from '../offline/queue';
import type { OutboxStore } from '../offline/store';
import type { DurableEvent } from '../transport/roomFeed';
import type { FeatureContext } from './context';

export interface RoomOutboxOptions<Body> {
  readonly store: OutboxStore;
  readonly send: (entry: QueueEntry<Body>) => Promise<Result<Stored>>;
  /** The message that this event brings to the room, if it is one of the feature's. */
  readonly messageOf: (event: DurableEvent) => SentMessage | undefined;
  /** Reads a body that was stored by an earlier page; undefined drops it. */
  readonly restore: (body: unknown) => Body | undefined;
  readonly changed: (room: string) => void;
}

export interface SentMessage {
  readonly id: string;
  readonly from: Actor;
}

export class RoomOutbox<Body> {
  private readonly queue: Outbox<Body>;

  constructor(
    private readonly context: FeatureContext,
    private readonly options: RoomOutboxOptions<Body>,
  ) {
    const { clock, connection, createBackoff, feed } = context;
    this.queue = new Outbox<Body>({
      clock,
      store: options.store,
      createBackoff,
      entriesMax: outboxEntriesMax,
      ready: (room) => feed.ready(room),
      send: options.send,
      changed: (room) => {
        options.changed(room);
        this.settle(room);
      },
      restore: options.restore,
    });
    feed.on('event', (event) => {
      const message = options.messageOf(event);
      // Another person's message may carry any id.
      if (message !== undefined && message.from.id === connection.principal?.id) {
        this.queue.remove(message.id);
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

  add(room: string, body: Body): QueueEntry<Body> {
    return this.queue.add(this.context.nextId(), room, body);
  }

  entries(room: string): readonly QueueEntry<Body>[] {
    return this.queue.entries(room);
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

  /** Removes what is sent and whose event was emitted before the ack, or never will be. */
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
