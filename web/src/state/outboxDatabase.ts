// The outbox in IndexedDB, so that unsent messages survive the end of the page. Where the browser
// keeps nothing (private windows, full disk) it falls back to memory and says so.
import { MemoryOutboxStore, type OutboxStore, type StoredEntry } from '@atelier/sdk';

const storeName = 'entries';

function wait<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('IndexedDB'));
  });
}

function open(name: string): Promise<IDBDatabase> {
  const request = indexedDB.open(name, 1);
  request.onupgradeneeded = () => request.result.createObjectStore(storeName, { keyPath: 'id' });
  return wait(request);
}

/** One database per person: what one wrote is never sent by the next one at the same device. */
export async function openOutboxStore(person: string): Promise<OutboxStore> {
  let database: IDBDatabase;
  try {
    database = await open(`atelier-outbox-${person}`);
  } catch {
    return new MemoryOutboxStore();
  }
  const entries = (mode: IDBTransactionMode) =>
    database.transaction(storeName, mode).objectStore(storeName);
  return {
    durable: true,
    async load() {
      const all = (await wait(entries('readonly').getAll())) as StoredEntry[];
      return all.sort((a, b) => a.createdAt - b.createdAt);
    },
    async put(entry) {
      await wait(entries('readwrite').put(entry));
    },
    async remove(id) {
      await wait(entries('readwrite').delete(id));
    },
  };
}
