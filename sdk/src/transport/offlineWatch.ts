// Whether a document has been without the server for long enough to say so.

import type { CancelTimer, Clock } from '../core/clock';
import { offlineAfterMs } from '../protocol/limits';

export class OfflineWatch {
  private cancel: CancelTimer | undefined;
  private late = false;

  constructor(
    private readonly clock: Clock,
    private readonly changed: () => void,
  ) {}

  get offline(): boolean {
    return this.late;
  }

  /** Live, or given up for good: nobody waits for a connection. */
  stop(): void {
    this.late = false;
    this.cancel?.();
    this.cancel = undefined;
  }

  /** Without the server from now on, if it was not already. */
  wait(): void {
    if (!this.late) {
      this.cancel ??= this.clock.after(offlineAfterMs, () => {
        this.cancel = undefined;
        this.late = true;
        this.changed();
      });
    }
  }
}
