// Makes a room and what a template puts into it, step by step. When a step fails the room stays as far
// as it is and the same maker goes on there: every id is decided before the first step, so that
// nothing is made twice. Knows no React.
import type { AtelierError, Client, Result } from '@atelier/sdk';
import type { ReadyTemplate } from './templateContent';

export interface RoomPlan extends ReadyTemplate {
  name: string;
}

/** What is being made now: the room, one of its documents by title, or the first message. */
export type MakingStep =
  { name: 'room' } | { name: 'document'; title: string } | { name: 'welcome' };

export interface RoomMaker {
  readonly room: string;
  /** Makes what is not there yet; stops at the first failure. */
  run(onStep: (step: MakingStep) => void): Promise<Result<void>>;
  /** Whether there is a room to go to. */
  readonly begun: boolean;
  readonly missing: readonly MakingStep[];
}

type Makers = Pick<Client, 'rooms' | 'surfaces' | 'chat' | 'documents' | 'nextId'>;

interface Task {
  step: MakingStep;
  run: () => Promise<Result<unknown>>;
  done: boolean;
}

const stepTimeoutMs = 15_000;
const slugLetters = 24;

const late: AtelierError = {
  code: 'unavailable',
  message: 'The server did not answer in time.',
};

/** As the server makes them: words of the name, then what makes it unique. */
export function roomIdFrom(name: string, unique: string): string {
  const words = name
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, slugLetters)
    .replace(/-$/, '');
  return ['r', words, unique.replace(/-/g, '').slice(-8)].filter(Boolean).join('-');
}

function inTime<T>(work: Promise<Result<T>>): Promise<Result<T>> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve({ ok: false, error: late }), stepTimeoutMs);
    void work.then((result) => {
      clearTimeout(timer);
      resolve(result);
    });
  });
}

export function createRoomMaker(client: Makers, plan: RoomPlan): RoomMaker {
  const room = roomIdFrom(plan.name, client.nextId());
  const tasks: Task[] = [
    { step: { name: 'room' }, run: () => makeRoom(client, room, plan.name), done: false },
    ...plan.documents.map((document) => ({
      step: { name: 'document' as const, title: document.title },
      run: documentTask(client, room, document),
      done: false,
    })),
    ...(plan.welcome
      ? [{ step: { name: 'welcome' as const }, run: welcomeTask(client, room, plan), done: false }]
      : []),
  ];
  return {
    room,
    get begun() {
      return tasks[0]?.done ?? false;
    },
    get missing() {
      return tasks.filter((task) => !task.done).map((task) => task.step);
    },
    run: async (onStep) => {
      // Commands of a room need its maker's connection to be in it.
      let inside = false;
      for (const task of tasks.filter(({ done }) => !done)) {
        onStep(task.step);
        if (!inside && task.step.name !== 'room') {
          const joined = await inTime(client.rooms.join(room));
          if (!joined.ok) return joined;
          inside = true;
        }
        const result = await inTime(task.run());
        if (!result.ok) return result;
        task.done = true;
      }
      return { ok: true, value: undefined };
    },
  };
}

async function makeRoom({ rooms }: Makers, id: string, name: string): Promise<Result<unknown>> {
  const made = await rooms.create({ id, name });
  // Nobody else has this id: an answer that was lost on its way made the room all the same.
  return made.ok || made.error.code !== 'conflict' ? made : rooms.get(id);
}

function documentTask(
  client: Makers,
  room: string,
  { kind, title, markdown }: ReadyTemplate['documents'][number],
): Task['run'] {
  const id = client.nextId();
  const name = client.surfaces.documentName({ id, kind });
  let tried = false;
  return async () => {
    const made = await client.surfaces.create(room, { id, kind, title });
    if (!made.ok) return made;
    const stored = await client.documents.stored(room);
    // What was written before an answer got lost may have been changed by somebody since.
    if (tried && (await stored.read(name)).ok) return made;
    tried = true;
    return stored.write(name, { mode: 'replace', markdown });
  };
}

function welcomeTask(client: Makers, room: string, { welcome }: RoomPlan): Task['run'] {
  let sent: { id: string; seq: Promise<number> } | undefined;
  return async () => {
    if (sent) client.chat.retry(sent.id);
    else sent = send(client, room, welcome);
    return client.chat.pin(room, await sent.seq, true);
  };
}

/** The outbox delivers it exactly once; its number is known when it comes back. */
function send({ chat }: Makers, room: string, text: string): { id: string; seq: Promise<number> } {
  const entry = { id: '' };
  const seq = new Promise<number>((resolve) => {
    const stop = chat.on('message', ({ message }) => {
      if (message.id !== entry.id) return;
      stop();
      resolve(message.seq);
    });
  });
  entry.id = chat.send(room, { text }).id;
  return { id: entry.id, seq };
}
