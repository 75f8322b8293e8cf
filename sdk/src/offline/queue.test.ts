import { expect, test } from 'vitest';
import { evenRandom, FakeClock, settle } from '../../test/kit';
import { Backoff } from '../core/backoff';
import type { Result } from '../protocol/errors';
import { makeError } from '../protocol/errors';
import type { QueueEntry } from './queue';
import { Outbox } from './queue';
import { MemoryOutboxStore } from './store';

type Answer = Result<{ readonly seq: number }>;

function createQueue(send: (entry: QueueEntry<string>) => Answer, entriesMax = 10) {
  const clock = new FakeClock();
  const store = new MemoryOutboxStore();
  const gate = { open: true };
  const queue = new Outbox<string>({
    clock,
    store,
    createBackoff: () => new Backoff(evenRandom, { minMs: 500, maxMs: 2_000 }),
    entriesMax,
    ready: () => gate.open,
    send: (entry) => Promise.resolve(send(entry)),
    changed: () => undefined,
    restore: (body) => (typeof body === 'string' ? body : undefined),
  });
  return { clock, store, gate, queue };
}

const stored: Answer = { ok: true, value: { seq: 1 } };
const busy: Answer = { ok: false, error: makeError('unavailable', 'busy') };

test('an unavailable server is tried again with growing waits', async () => {
  let attempts = 0;
  const { clock, queue } = createQueue(() => ((attempts += 1) < 4 ? busy : stored));
  queue.add('a', 'r', 'text');
  await clock.advance(499);
  expect(attempts).toBe(1);
  await clock.advance(1 + 1_000 + 2_000);
  expect(attempts).toBe(4);
  expect(queue.entries('r')[0]).toMatchObject({ state: 'sent', seq: 1 });
});

test('a lane that is not ready keeps its entries queued without waiting for time', async () => {
  const { clock, gate, queue } = createQueue(() => stored);
  gate.open = false;
  queue.add('a', 'r', 'text');
  await settle();
  expect(queue.entries('r')[0]?.state).toBe('queued');
  expect(clock.pending).toBe(0);
  gate.open = true;
  queue.pump('r');
  await settle();
  expect(queue.entries('r')[0]?.state).toBe('sent');
});

test('a full outbox fails what comes next and keeps its text', async () => {
  const { gate, queue } = createQueue(() => stored, 2);
  gate.open = false;
  queue.add('a', 'r', '1');
  queue.add('b', 'r', '2');
  const third = queue.add('c', 'r', '3');
  expect(third).toMatchObject({ state: 'failed', body: '3', error: { code: 'too_large' } });
  gate.open = true;
  queue.pump('r');
  await settle();
  queue.retry('c');
  await settle();
  expect(queue.entries('r').map(({ state }) => state)).toEqual(['sent', 'sent', 'sent']);
});

test('what is confirmed while it is sent leaves, and the next one follows', async () => {
  const sent: string[] = [];
  const { queue } = createQueue(({ id }) => {
    sent.push(id);
    return stored;
  });
  queue.add('a', 'r', '1');
  queue.add('b', 'r', '2');
  queue.remove('a');
  await settle();
  expect(sent).toEqual(['a', 'b']);
  expect(queue.entries('r').map(({ id }) => id)).toEqual(['b']);
});

test('the store holds what is not removed, and a new queue takes it up', async () => {
  const first = createQueue(() => busy);
  first.queue.add('a', 'r', '1');
  first.queue.add('b', 'r', '2');
  first.queue.remove('b');
  expect((await first.store.load()).map(({ id }) => id)).toEqual(['a']);
  const second = createQueue(() => stored);
  await second.store.put({ id: 'a', lane: 'r', createdAt: 1, body: '1' });
  await second.store.put({ id: 'x', lane: 'r', createdAt: 1, body: 7 });
  await second.queue.restore();
  await settle();
  expect(second.queue.entries('r')).toMatchObject([{ id: 'a', state: 'sent' }]);
  expect(await second.store.load()).toHaveLength(1);
});
