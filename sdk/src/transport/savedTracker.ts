// What of a document the server has confirmed. Insertions count by clock per client; deletions
// have no clock, so their ranges are kept until an update of the server covers them.

import * as Y from 'yjs';

interface Range {
  readonly client: number;
  readonly from: number;
  readonly to: number;
}

export class SavedTracker {
  /** Clocks per client that the server is known to have. */
  private readonly confirmed = new Map<number, number>();
  private readonly pendingClocks = new Map<number, number>();
  private pendingDeletes: readonly Range[] = [];

  get saved(): boolean {
    return this.pendingClocks.size === 0 && this.pendingDeletes.length === 0;
  }

  /** A change that did not come from the server. */
  noteLocal(update: Uint8Array): void {
    for (const [client, clock] of Y.parseUpdateMeta(update).to) {
      if (clock > (this.confirmed.get(client) ?? 0)) {
        this.pendingClocks.set(client, Math.max(clock, this.pendingClocks.get(client) ?? 0));
      }
    }
    this.pendingDeletes = [...this.pendingDeletes, ...deletesOf(update)];
  }

  /** The server's own state vector, of its first sync message. */
  noteServerVector(vector: Uint8Array): void {
    this.confirm(Y.decodeStateVector(vector));
  }

  /** An update that the server has stored and sent. */
  noteServerUpdate(update: Uint8Array): void {
    this.confirm(Y.parseUpdateMeta(update).to);
    if (this.pendingDeletes.length > 0) {
      const covered = deletesOf(update);
      this.pendingDeletes = this.pendingDeletes.flatMap((range) => subtract(range, covered));
    }
  }

  /** What to ask the server from, so that its answer covers what is pending. */
  confirmedVector(): Uint8Array {
    return Y.encodeStateVector(this.confirmed);
  }

  private confirm(clocks: ReadonlyMap<number, number>): void {
    for (const [client, clock] of clocks) {
      if (clock > (this.confirmed.get(client) ?? 0)) {
        this.confirmed.set(client, clock);
      }
      if (clock >= (this.pendingClocks.get(client) ?? Infinity)) {
        this.pendingClocks.delete(client);
      }
    }
  }
}

function deletesOf(update: Uint8Array): readonly Range[] {
  const ranges: Range[] = [];
  for (const [client, items] of Y.decodeUpdate(update).ds.clients) {
    for (const { clock, len } of items) {
      ranges.push({ client, from: clock, to: clock + len });
    }
  }
  return ranges;
}

/** The parts of the range that none of the others covers. */
function subtract(range: Range, others: readonly Range[]): readonly Range[] {
  let rest: readonly Range[] = [range];
  for (const other of others) {
    if (other.client === range.client) {
      rest = rest.flatMap((part) => [
        ...(part.from < other.from ? [{ ...part, to: Math.min(part.to, other.from) }] : []),
        ...(part.to > other.to ? [{ ...part, from: Math.max(part.from, other.to) }] : []),
      ]);
    }
  }
  return rest;
}
