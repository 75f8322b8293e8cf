// My read marks: they only move forward, are sent together after a short wait or when a room is left,
// and are sent again after a lost connection.

import type { CancelTimer } from '../core/clock';
import { readMarkSendEveryMs } from '../protocol/limits';
import { isEmptyReply } from '../protocol/validate';
import type { FeatureContext } from './context';

export class ReadMarks {
  private readonly highest = new Map<string, number>();
  private readonly pending = new Map<string, number>();
  private cancelFlush: CancelTimer | undefined;

  constructor(private readonly context: FeatureContext) {
    context.feed.on('snapshot', ({ room, info }) => {
      // Another device may have read further.
      this.highest.set(room, Math.max(info.read_seq, this.highest.get(room) ?? 0));
    });
    context.feed.on('left', ({ room }) => {
      // What was read in the last moment counts; the server hears of it before it hears of the leave.
      if (context.connection.online) {
        void this.send(room);
      }
    });
    context.connection.on('welcome', () => {
      this.flushLater();
    });
  }

  mark(room: string, seq: number): void {
    if (seq > (this.highest.get(room) ?? 0)) {
      this.highest.set(room, seq);
      this.pending.set(room, seq);
      this.flushLater();
    }
  }

  private flushLater(): void {
    this.cancelFlush ??= this.context.clock.after(readMarkSendEveryMs, () => {
      this.cancelFlush = undefined;
      for (const room of [...this.pending.keys()]) {
        if (this.context.feed.ready(room)) {
          void this.send(room);
        }
      }
    });
  }

  private async send(room: string): Promise<void> {
    const seq = this.pending.get(room);
    if (seq === undefined) {
      return;
    }
    const answer = await this.context.connection.request(
      'chat.read',
      [room, { seq }],
      isEmptyReply,
    );
    if (!answer.ok && answer.error.code === 'rate_limited') {
      this.context.clock.after(answer.error.retryAfterMs ?? readMarkSendEveryMs, () => {
        this.flushLater();
      });
    } else if (answer.ok || answer.error.code !== 'unavailable') {
      // Only an answer ends it: a mark that was refused would be refused again.
      if (this.pending.get(room) === seq) {
        this.pending.delete(room);
      }
    }
  }
}
