// The outbox: bodies that are sent one after the other per lane, again and again with the same id
// until the server has answered. It knows neither what the bodies are nor how they are sent.

import type { Backoff } from '../core/backoff';
import type { CancelTimer, Clock } from '../core/clock';
import type { AtelierError, Result } from '../protocol/errors';
import { makeError } from '../protocol/errors';
import type { OutboxStore, StoredEntry } from './store';

export type QueueState = 'queued' | 'sending' | 'sent' | 'failed';

export interface QueueEntry<Body> {
  readonly id: string;
  readonly lane: string;
  readonly body: Body;
  readonly createdAt: number;
  readonly state: QueueState;
  readonly error?: AtelierError;
  readonly retryAt?: number;
  readonly seq?: number;
}

export interface QueueOptions<Body> {
  readonly clock: Clock;
  readonly store: OutboxStore;
  readonly createBackoff: () => Backoff;
  readonly entriesMax: number;
  /** Whether the lane may send now; `pump` is called when that changes. */
  readonly ready: (lane: string) => boolean;
  readonly send: (entry: QueueEntry<Body>) => Promise<Result<{ readonly seq: number }>>;
  /** Called after every change of a lane; may call back in. */
  readonly changed: (lane: string) => void;
  /** Reads a body that was stored by an earlier page; undefined drops it. */
  readonly restore: (body: unknown) => Body | undefined;
}

interface Lane<Body> {
  entries: QueueEntry<Body>[];
  sending: string | undefined;
  cancelWait: CancelTimer | undefined;
  readonly backoff: Backoff;
}

export class Outbox<Body> {
  private readonly lanes = new Map<string, Lane<Body>>();

  constructor(private readonly options: QueueOptions<Body>) {}

  /** Takes up what an earlier page has left. */
  async restore(): Promise<void> {
    const stored = await this.options.store.load();
    for (const entry of [...stored].sort(byAge)) {
      const body = this.options.restore(entry.body);
      if (body === undefined) {
        void this.options.store.remove(entry.id);
      } else if (this.find(entry.id) === undefined) {
        this.lane(entry.lane).entries.push({ ...entry, body, state: 'queued' });
      }
    }
    for (const [name, lane] of this.lanes) {
      lane.entries.sort(byAge);
      this.options.changed(name);
      this.pump(name);
    }
  }

  get unsent(): number {
    let count = 0;
    for (const lane of this.lanes.values()) {
      count += lane.entries.filter(({ state }) => state !== 'sent').length;
    }
    return count;
  }

  entries(name: string): readonly QueueEntry<Body>[] {
    return [...(this.lanes.get(name)?.entries ?? [])];
  }

  lanesWithEntries(): readonly string[] {
    return [...this.lanes].filter(([, lane]) => lane.entries.length > 0).map(([name]) => name);
  }

  add(id: string, laneName: string, body: Body): QueueEntry<Body> {
    const createdAt = this.options.clock.now();
    const entry: QueueEntry<Body> =
      this.unsent < this.options.entriesMax
        ? { id, lane: laneName, body, createdAt, state: 'queued' }
        : { id, lane: laneName, body, createdAt, state: 'failed', error: full };
    this.lane(laneName).entries.push(entry);
    void this.options.store.put({ id, lane: laneName, body, createdAt });
    this.options.changed(laneName);
    this.pump(laneName);
    return this.find(id) ?? entry;
  }

  retry(id: string): void {
    const entry = this.find(id);
    if (entry?.state === 'failed') {
      const { lane, body, createdAt } = entry;
      this.replace({ id, lane, body, createdAt, state: 'queued' });
      this.pump(lane);
    }
  }

  /** Forgets an entry. One that is under way may reach the server all the same. */
  remove(id: string): void {
    const entry = this.find(id);
    if (entry === undefined) {
      return;
    }
    const lane = this.lane(entry.lane);
    lane.entries = lane.entries.filter((other) => other.id !== id);
    void this.options.store.remove(id);
    this.options.changed(entry.lane);
    this.pump(entry.lane);
  }

  /** Sends what the lane may send. */
  pump(name: string): void {
    const lane = this.lanes.get(name);
    if (lane === undefined || lane.sending !== undefined || lane.cancelWait !== undefined) {
      return;
    }
    const next = lane.entries.find(({ state }) => state === 'queued');
    if (next !== undefined && this.options.ready(name)) {
      void this.transmit(lane, next);
    }
  }

  private async transmit(lane: Lane<Body>, entry: QueueEntry<Body>): Promise<void> {
    const { id, lane: name, body, createdAt } = entry;
    lane.sending = id;
    this.replace({ id, lane: name, body, createdAt, state: 'sending' });
    const result = await this.options.send(entry);
    lane.sending = undefined;
    if (this.find(id) === undefined) {
      // It was confirmed or discarded meanwhile.
      this.pump(name);
      return;
    }
    const plain = { id, lane: name, body, createdAt };
    if (result.ok) {
      lane.backoff.reset();
      this.replace({ ...plain, state: 'sent', seq: result.value.seq });
      this.pump(name);
    } else if (result.error.code === 'rate_limited' || result.error.code === 'unavailable') {
      this.waitAndRetry(lane, plain, result.error);
    } else {
      this.replace({ ...plain, state: 'failed', error: result.error });
      this.pump(name);
    }
  }

  private waitAndRetry(
    lane: Lane<Body>,
    plain: Pick<QueueEntry<Body>, 'id' | 'lane' | 'body' | 'createdAt'>,
    error: AtelierError,
  ): void {
    if (!this.options.ready(plain.lane)) {
      // The connection is lost: the next `pump` sends it again.
      this.replace({ ...plain, state: 'queued' });
      return;
    }
    const waitMs = error.retryAfterMs ?? lane.backoff.nextMs();
    lane.cancelWait = this.options.clock.after(waitMs, () => {
      lane.cancelWait = undefined;
      this.pump(plain.lane);
    });
    const retryAt = this.options.clock.now() + waitMs;
    this.replace({ ...plain, state: 'queued', error, retryAt });
  }

  private replace(entry: QueueEntry<Body>): void {
    const lane = this.lane(entry.lane);
    lane.entries = lane.entries.map((other) => (other.id === entry.id ? entry : other));
    this.options.changed(entry.lane);
  }

  private find(id: string): QueueEntry<Body> | undefined {
    for (const lane of this.lanes.values()) {
      const found = lane.entries.find((entry) => entry.id === id);
      if (found !== undefined) {
        return found;
      }
    }
    return undefined;
  }

  private lane(name: string): Lane<Body> {
    const existing = this.lanes.get(name);
    if (existing !== undefined) {
      return existing;
    }
    const lane: Lane<Body> = {
      entries: [],
      sending: undefined,
      cancelWait: undefined,
      backoff: this.options.createBackoff(),
    };
    this.lanes.set(name, lane);
    return lane;
  }
}

const full = makeError(
  'too_large',
  'Too many messages wait to be sent. Try again when they have left.',
);

function byAge(
  a: Pick<StoredEntry, 'createdAt' | 'id'>,
  b: Pick<StoredEntry, 'createdAt' | 'id'>,
): number {
  return a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1);
}
