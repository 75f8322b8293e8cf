import type { AtelierError, ChatEvents, Client, Result } from '@atelier/sdk';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createRoomMaker, roomIdFrom, type MakingStep, type RoomPlan } from './makeRoom';

const plan: RoomPlan = {
  name: 'Café Lindner',
  documents: [
    { kind: 'rich', title: 'Agenda', markdown: '# Agenda' },
    { kind: 'text', title: 'Notes', markdown: '# Notes' },
  ],
  welcome: 'Start here.',
};

type Listener = (event: ChatEvents['message']) => void;

/** A server that remembers what it made; `fail` makes the next call of a name fail. */
class FakeServer {
  readonly calls: string[] = [];
  readonly rooms = new Set<string>();
  readonly surfaces = new Map<string, string>();
  readonly texts = new Map<string, string>();
  readonly messages: string[] = [];
  readonly pins: number[] = [];
  #failing = new Map<string, { code: AtelierError['code']; afterwards: boolean }>();
  #listeners: Listener[] = [];
  #ids = 0;

  /** With `afterwards` it is made, and only the answer gets lost. */
  fail(name: string, code: AtelierError['code'] = 'unavailable', afterwards = false) {
    this.#failing.set(name, { code, afterwards });
  }

  #call<T>(name: string, make: () => Result<T>): Promise<Result<T>> {
    this.calls.push(name);
    const failing = this.#failing.get(name);
    this.#failing.delete(name);
    if (failing?.afterwards) make();
    const { code } = failing ?? {};
    return Promise.resolve(code ? { ok: false, error: { code, message: '' } } : make());
  }

  readonly client = {
    nextId: () => `0190b8a0-0000-7000-8000-${String((this.#ids += 1)).padStart(12, '0')}`,
    rooms: {
      create: ({ id }: { id: string }) =>
        this.#call('rooms.create', (): Result<unknown> => {
          if (this.rooms.has(id)) return { ok: false, error: { code: 'conflict', message: '' } };
          this.rooms.add(id);
          return { ok: true, value: { id } };
        }),
      get: (id: string) => this.#call('rooms.get', () => ({ ok: true, value: { id } })),
      join: () => this.#call('rooms.join', () => ({ ok: true, value: {} })),
    },
    surfaces: {
      documentName: ({ id, kind }: { id: string; kind: string }) => `${kind}.${id}`,
      create: (_room: string, { id, title }: { id: string; title: string }) =>
        this.#call('surfaces.create', () => {
          this.surfaces.set(id, title);
          return { ok: true, value: { id } };
        }),
    },
    documents: {
      stored: () =>
        Promise.resolve({
          read: (name: string) =>
            this.#call('read', (): Result<unknown> =>
              this.texts.has(name)
                ? { ok: true, value: {} }
                : { ok: false, error: { code: 'not_found', message: '' } },
            ),
          write: (name: string, { markdown }: { markdown: string }) =>
            this.#call('write', () => {
              this.texts.set(name, markdown);
              return { ok: true, value: { at: 1 } };
            }),
        }),
    },
    chat: {
      on: (_name: string, listener: Listener) => {
        this.#listeners.push(listener);
        return () => undefined;
      },
      send: (room: string, { text }: { text: string }) => {
        this.messages.push(text);
        const message = { id: 'm1', seq: 7, text } as ChatEvents['message']['message'];
        queueMicrotask(() => this.#listeners.forEach((tell) => tell({ room, message })));
        return { id: 'm1' };
      },
      retry: () => undefined,
      pin: (_room: string, seq: number) =>
        this.#call('pin', () => {
          this.pins.push(seq);
          return { ok: true, value: { seq: 8 } };
        }),
    },
  } as unknown as Client;
}

const titles = (steps: readonly MakingStep[]) =>
  steps.map((step) => (step.name === 'document' ? step.title : step.name));

describe('making a room from a template', () => {
  let server: FakeServer;
  let steps: MakingStep[];
  const onStep = (step: MakingStep) => steps.push(step);
  beforeEach(() => {
    server = new FakeServer();
    steps = [];
  });
  afterEach(() => vi.useRealTimers());

  it('makes the room, its documents with their content, and pins the first message', async () => {
    const maker = createRoomMaker(server.client, plan);
    expect((await maker.run(onStep)).ok).toBe(true);
    expect(titles(steps)).toEqual(['room', 'Agenda', 'Notes', 'welcome']);
    expect([...server.rooms]).toEqual([maker.room]);
    expect(maker.room).toMatch(/^r-cafe-lindner-\d+$/);
    expect([...server.surfaces.values()]).toEqual(['Agenda', 'Notes']);
    expect([...server.texts.values()]).toEqual(['# Agenda', '# Notes']);
    expect(server.pins).toEqual([7]);
    expect(maker.missing).toEqual([]);
  });

  it('a blank room is one request', async () => {
    const maker = createRoomMaker(server.client, { name: 'Table', documents: [], welcome: '' });
    await maker.run(onStep);
    expect(server.calls).toEqual(['rooms.create']);
  });

  it('says what is missing, and goes on there without making anything twice', async () => {
    server.fail('write');
    const maker = createRoomMaker(server.client, plan);
    const first = await maker.run(onStep);
    expect(first).toMatchObject({ ok: false, error: { code: 'unavailable' } });
    expect(maker.begun).toBe(true);
    expect(titles(maker.missing)).toEqual(['Agenda', 'Notes', 'welcome']);
    expect((await maker.run(onStep)).ok).toBe(true);
    expect(server.rooms.size).toBe(1);
    expect([...server.surfaces.values()]).toEqual(['Agenda', 'Notes']);
    expect(server.texts.size).toBe(2);
    expect(server.messages).toEqual(['Start here.']);
  });

  it('takes a room for made when only the answer got lost', async () => {
    server.fail('rooms.create', 'unavailable', true);
    const maker = createRoomMaker(server.client, plan);
    expect((await maker.run(onStep)).ok).toBe(false);
    expect(maker.begun).toBe(false);
    expect((await maker.run(onStep)).ok).toBe(true);
    expect(server.rooms.size).toBe(1);
  });

  it('does not write again over what was written before the answer got lost', async () => {
    server.fail('write', 'unavailable', true);
    const maker = createRoomMaker(server.client, plan);
    await maker.run(onStep);
    const [name = ''] = [...server.texts.keys()];
    server.texts.set(name, 'changed by Li');
    expect((await maker.run(onStep)).ok).toBe(true);
    expect(server.texts.get(name)).toBe('changed by Li');
  });

  it('sends the first message once, also when pinning it fails', async () => {
    server.fail('pin');
    const maker = createRoomMaker(server.client, plan);
    expect((await maker.run(onStep)).ok).toBe(false);
    expect(titles(maker.missing)).toEqual(['welcome']);
    expect((await maker.run(onStep)).ok).toBe(true);
    expect(server.messages).toHaveLength(1);
    expect(server.pins).toEqual([7]);
  });

  it('gives up a step that is never answered', async () => {
    vi.useFakeTimers();
    const { rooms } = server.client;
    Object.assign(rooms, { join: () => new Promise(() => undefined) });
    const making = createRoomMaker(server.client, plan).run(onStep);
    await vi.advanceTimersByTimeAsync(20_000);
    expect(await making).toMatchObject({ ok: false, error: { code: 'unavailable' } });
  });

  it('names rooms as the server does, whatever the letters', () => {
    expect(roomIdFrom('Brand kick-off', 'x-12345678')).toBe('r-brand-kick-off-12345678');
    expect(roomIdFrom('日本', 'x-12345678')).toBe('r-12345678');
    expect(roomIdFrom('a'.repeat(80), 'x-12345678').length).toBeLessThan(64);
  });
});
