// Where unsent work is kept. The memory form ends with the page; a persistent one implements the
// same interface. Writes may be slow: the queue does not wait for them before it sends.

export interface StoredEntry {
  readonly id: string;
  /** Entries of one lane are sent in order; a lane is a room. */
  readonly lane: string;
  readonly createdAt: number;
  readonly body: unknown;
}

export interface OutboxStore {
  /** Whether what it holds survives the end of the page. */
  readonly durable: boolean;
  load(): Promise<readonly StoredEntry[]>;
  put(entry: StoredEntry): Promise<void>;
  remove(id: string): Promise<void>;
}

export class MemoryOutboxStore implements OutboxStore {
  readonly durable = false;
  private readonly entries = new Map<string, StoredEntry>();

  load(): Promise<readonly StoredEntry[]> {
    return Promise.resolve([...this.entries.values()]);
  }

  put(entry: StoredEntry): Promise<void> {
    this.entries.set(entry.id, entry);
    return Promise.resolve();
  }

  remove(id: string): Promise<void> {
    this.entries.delete(id);
    return Promise.resolve();
  }
}
