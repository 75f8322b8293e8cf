// Rooms over Server-Sent Events, read by a stock EventSource.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { EventSource } from 'eventsource';
import { Workspace, newRoom, uuid } from './lib/atelier.mjs';
import { RawConnection, request, requestText } from './lib/http.mjs';
import { Queue, within } from './lib/wait.mjs';

let workspace;
const sources = new Set();
before(async () => (workspace = await Workspace.open()));
after(() => {
  for (const source of sources) source.close();
  return workspace?.close();
});

const names = ['chat.message', 'chat.typing', 'room.broadcast', 'room.removed', 'reset'];

/** Reads along; `headers` as another client or a reconnecting one would send them. */
async function read(room, token, headers = {}) {
  const events = new Queue();
  const url = `${workspace.server.url}/events/${room}?token=${token}`;
  const source = new EventSource(url, {
    fetch: (input, init) => fetch(input, { ...init, headers: { ...init.headers, ...headers } }),
  });
  sources.add(source);
  for (const name of names) {
    source.addEventListener(name, ({ data, lastEventId }) =>
      events.push({ name, values: JSON.parse(data), id: lastEventId }),
    );
  }
  const opened = new Promise((resolve, reject) => {
    source.addEventListener('open', resolve);
    source.addEventListener('error', ({ code }) => reject(new Error(`refused with ${code}`)));
  });
  await within(opened, 'event stream');
  return { events, close: () => source.close() };
}

async function studio(check) {
  const room = newRoom();
  const ada = await workspace.enter('ada', room, 'owner');
  try {
    await check({ room, ada, token: await workspace.token('bob', { room, role: 'viewer' }) });
  } finally {
    ada.close();
  }
}

describe('Server-Sent Events', () => {
  test('[SSE3] durable events have an id, ephemeral ones have none', () =>
    studio(async ({ room, ada, token }) => {
      const reader = await read(room, token);
      const { seq } = await ada.say(room, 'hello\näöü');
      const message = await reader.events.next();
      assert.equal(message.name, 'chat.message');
      assert.equal(message.id, String(seq));
      assert.equal(message.values[0], room);
      assert.equal(message.values[1].text, 'hello\näöü');
      ada.emit('room.broadcast', room, { a: 1 });
      const broadcast = await reader.events.next();
      assert.deepEqual(broadcast.values.slice(0, 2), [room, { a: 1 }]);
      assert.ok(['', String(seq)].includes(broadcast.id)); // what the client had before
      reader.close();
    }));

  test('[SSE4] a reader who comes back gets what it missed, in order and once', () =>
    studio(async ({ room, ada, token }) => {
      const reader = await read(room, token);
      await ada.say(room, 'zero');
      const { id } = await reader.events.next();
      reader.close();
      for (let i = 0; i < 20; i++) await ada.say(room, `missed ${i}`);
      const again = await read(room, token, { 'Last-Event-ID': id });
      const live = ada.say(room, 'live');
      const texts = [];
      while (texts.at(-1) !== 'live') texts.push((await again.events.next()).values[1].text);
      await live;
      assert.deepEqual(texts, [...Array.from({ length: 20 }, (_, i) => `missed ${i}`), 'live']);
      again.close();
    }));

  test('[SSE5] an id that is none of this room resets the reader', () =>
    studio(async ({ room, ada, token }) => {
      const { seq } = await ada.say(room, 'hello');
      for (const id of ['99999999', 'abc']) {
        const reader = await read(room, token, { 'Last-Event-ID': id });
        const { name, values } = await reader.events.next();
        assert.equal(name, 'reset');
        assert.ok(values.seq >= seq);
        reader.close();
      }
    }));

  test('[SSE2] the stream begins with a pause to retry and the head as id', () =>
    studio(async ({ room, ada, token }) => {
      const { seq } = await ada.say(room, 'hello');
      const connection = await RawConnection.open(workspace.server);
      const headers = { Authorization: `Bearer ${token}` };
      connection.send(requestText(workspace.server, 'GET', `/events/${room}`, { headers }));
      let text = '';
      const head = /^id: ?(\d+)\r?\n/m;
      while (!head.test(text)) text += (await connection.read(1)).toString('latin1');
      assert.ok(Number(head.exec(text)[1]) >= seq);
      assert.match(text, /^HTTP\/1\.1 200 /);
      assert.match(text, /^content-type: text\/event-stream/im);
      assert.match(text, /^cache-control: .*no-(store|cache)/im);
      assert.match(text, /^retry: ?2000$/m);
      connection.close();
    }));

  test('[SSE1] who may not read is refused', () =>
    studio(async ({ room }) => {
      const stranger = await workspace.token('eve');
      const status = async (target) => (await request(workspace.server, 'GET', target)).status;
      assert.equal(await status(`/events/${room}`), 401);
      assert.equal(await status(`/events/${room}?token=abc`), 401);
      assert.equal(await status(`/events/${room}?token=${stranger}`), 404);
      assert.equal(await status(`/events/no-such-room?token=${stranger}`), 404);
      assert.equal(await status(`/events/a.b?token=${stranger}`), 400);
    }));

  test('[SSE7] who is removed hears it and the stream ends', () =>
    studio(async ({ room, ada, token }) => {
      const bob = await workspace.connectWith(token);
      await bob.do('room.join', room);
      const reader = await read(room, token);
      await ada.do('member.remove', room, { id: uuid(), principal: 'bob', ban: true });
      const { name } = await reader.events.until((event) => event.name === 'room.removed');
      assert.equal(name, 'room.removed');
      reader.close();
      bob.close();
    }));

  test('[SSE9] a reader is no member', () =>
    studio(async ({ room, ada, token }) => {
      const reader = await read(room, token);
      const { members } = await ada.do('room.members', room, {});
      assert.ok(members.every(({ id, status }) => id === 'ada' || status === 'offline'));
      reader.close();
    }));
});
