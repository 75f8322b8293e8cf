// The outbox before it is known whose it is: the client is made first, the person comes with the
// session. Until then every call waits.
import type { OutboxStore } from '@atelier/sdk';
import { openOutboxStore } from './outboxDatabase';

export interface PersonalOutbox {
  store: OutboxStore;
  open: (person: string) => void;
}

export function personalOutbox(): PersonalOutbox {
  let durable = true;
  let resolve: (store: OutboxStore) => void;
  const opened = new Promise<OutboxStore>((done) => {
    resolve = done;
  });
  return {
    open: (person) =>
      void openOutboxStore(person).then((store) => {
        durable = store.durable;
        resolve(store);
      }),
    store: {
      get durable() {
        return durable;
      },
      load: async () => (await opened).load(),
      put: async (entry) => (await opened).put(entry),
      remove: async (id) => (await opened).remove(id),
    },
  };
}
