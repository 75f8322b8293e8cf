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

/**
 * The entries of one feature in a store that several share: its lanes carry the name and a colon,
 * which no room's name has. Without a name it is the part of the lanes without a colon.
 */
export function partOfStore(store: OutboxStore, name: string | undefined): OutboxStore {
  const prefix = name === undefined ? '' : `${name}:`;
  const isOurs = (lane: string): boolean =>
    name === undefined ? !lane.includes(':') : lane.startsWith(prefix);
  return {
    get durable() {
      return store.durable;
    },
    load: async () => {
      const all = await store.load();
      return all
        .filter(({ lane }) => isOurs(lane))
        .map((entry) => ({ ...entry, lane: entry.lane.slice(prefix.length) }));
    },
    put: (entry) => store.put({ ...entry, lane: prefix + entry.lane }),
    remove: (id) => store.remove(id),
  };
}
