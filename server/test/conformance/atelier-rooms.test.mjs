// Rooms of `atelier serve` for a stock Socket.IO client: connecting, joining, broadcasting, roles.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Workspace, newRoom, uuid } from './lib/atelier.mjs';
import { within } from './lib/wait.mjs';

let workspace;
before(async () => (workspace = await Workspace.open(['--rate-limits', 'off'])));
after(() => workspace?.close());

describe('connecting', () => {
  test('[EVT2] with a token is welcomed with the principal and a token for documents', async () => {
    const client = await workspace.connect('ada', { name: 'Ada L.' });
    const { principal, token, server_time: time } = client.welcome;
    assert.equal(principal.id, 'ada');
    assert.equal(principal.name, 'Ada L.');
    assert.equal(typeof principal.kind, 'string');
    assert.equal(token.split('.').length, 3);
    assert.ok(Math.abs(time - Date.now()) < 10_000);
    client.close();
  });

  for (const [what, token] of Object.entries({
    'without a token': undefined,
    'with an empty token': '',
    'with a token that is none': 'abc',
    'with a token nobody signed': 'eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZGEifQ.',
    'with a token that is no text': { a: 1 },
  })) {
    test(`[EVT1] ${what} is refused`, async () => {
      const refused = await workspace.connectWith(token).catch((error) => error);
      assert.equal(refused.data?.code, 'unauthenticated');
      assert.equal(typeof refused.data.message, 'string');
    });
  }

  test('[EVT1] over polling and by upgrade', async () => {
    for (const transports of [['polling'], ['polling', 'websocket']]) {
      const room = newRoom();
      const client = await workspace.connect('ada', { room, role: 'owner' }, { transports });
      assert.equal((await client.do('room.join', room)).room, room);
      client.close();
    }
  });

  test('other namespaces are refused', async () => {
    const client = await workspace.connect('ada');
    const other = client.socket.io.socket('/custom');
    const refused = new Promise((resolve) => other.once('connect_error', resolve));
    other.connect();
    assert.equal((await refused).message, 'Invalid namespace');
    client.close();
  });
});

describe('joining', () => {
  test('[EVT10][EVT11] a room of the token is created and tells its state', async () => {
    const room = newRoom();
    const client = await workspace.enter('ada', room, 'owner');
    const { role, seq, members, member_count: count } = client.joined;
    assert.equal(client.joined.room, room);
    assert.equal(role, 'owner');
    assert.ok(Number.isInteger(seq));
    assert.deepEqual(
      members.map((member) => member.id),
      ['ada'],
    );
    assert.equal(count, 1);
    client.close();
  });

  test('[EVT10] rooms that are unknown, forbidden or misnamed', async () => {
    const room = newRoom();
    const owner = await workspace.enter('ada', room, 'owner');
    const stranger = await workspace.connect('eve');
    const answers = [
      await stranger.ask('room.join', room),
      await stranger.ask('room.join', 'no-such-room'),
    ];
    assert.equal(answers[0].error.code, 'not_found');
    assert.deepEqual(answers[0], answers[1]);
    for (const name of ['', 'a b', 'a/b', 'x'.repeat(65), 7, null, {}]) {
      assert.ok(['invalid', 'not_found'].includes(await stranger.codeOf('room.join', name)));
    }
    owner.close();
    stranger.close();
  });

  test('[EVT10] the answer comes before every later event, and no earlier one comes', async () => {
    const room = newRoom();
    const writer = await workspace.enter('ada', room, 'owner');
    await workspace.enter('bob', room, 'editor').then((client) => client.close());
    const reader = await workspace.connect('bob');
    const sent = Array.from({ length: 60 }, (_, i) => writer.say(room, `message ${i}`));
    reader.ask('room.join', room);
    await Promise.all(sent);
    await writer.say(room, 'the end');
    const trace = [];
    while (trace.at(-1)?.values[1]?.text !== 'the end') {
      const event = await reader.events.next();
      if (event.name === 'ack' || event.name === 'chat.message') trace.push(event);
    }
    assert.equal(trace[0].name, 'ack');
    const start = trace[0].values[0].seq;
    const seqs = trace.slice(1).map((event) => event.values[1].seq);
    assert.deepEqual(
      seqs,
      Array.from(seqs, (_, i) => start + 1 + i),
    );
    writer.close();
    reader.close();
  });

  test('[EVT12] who left hears nothing more', async () => {
    const room = newRoom();
    const ada = await workspace.enter('ada', room, 'owner');
    const bob = await workspace.enter('bob', room, 'editor');
    await bob.do('room.leave', room);
    await ada.say(room, 'unheard');
    await bob.do('room.join', room);
    await ada.say(room, 'heard');
    const [, message] = await bob.event('chat.message');
    assert.equal(message.text, 'heard');
    ada.close();
    bob.close();
  });

  test('[EVT13] members are paged', async () => {
    const room = newRoom();
    const owner = await workspace.enter('ada', room, 'owner');
    for (const name of ['bob', 'cyd', 'dan', 'eve']) {
      (await workspace.enter(name, room, 'viewer')).close();
    }
    const seen = [];
    let cursor;
    do {
      const page = await owner.do('room.members', room, { limit: 2, ...(cursor && { cursor }) });
      assert.ok(page.members.length <= 2);
      assert.equal(page.member_count, 5);
      seen.push(...page.members.map((member) => member.id));
      cursor = page.cursor;
    } while (cursor);
    assert.deepEqual(seen.sort(), ['ada', 'bob', 'cyd', 'dan', 'eve']);
    owner.close();
  });
});

describe('broadcasting', () => {
  test('[EVT14] without an acknowledgement it reaches the others only', async () => {
    const room = newRoom();
    const ada = await workspace.enter('ada', room, 'owner');
    const bob = await workspace.enter('bob', room, 'commenter');
    const payload = { ä: [1, null, { b: 'x' }] };
    bob.emit('room.broadcast', room, payload);
    const [where, what, how] = await ada.event('room.broadcast');
    assert.equal(where, room);
    assert.deepEqual(what, payload);
    assert.equal(how.from.id, 'bob');
    assert.ok(Math.abs(how.at - Date.now()) < 10_000);
    assert.equal(how.seq, undefined);
    await bob.say(room, 'behind');
    const next = await bob.events.until(({ name }) => /broadcast|message/.test(name));
    assert.equal(next.name, 'chat.message');
    ada.close();
    bob.close();
  });

  test('[EVT15][EVT20] with one it is stored and can be read again', async () => {
    const room = newRoom();
    const ada = await workspace.enter('ada', room, 'owner');
    const bob = await workspace.enter('bob', room, 'commenter');
    const { seq, at } = await bob.do('room.broadcast', room, { step: 1 });
    assert.ok(seq > ada.joined.seq);
    const [, what, how] = await ada.event('room.broadcast');
    assert.deepEqual(what, { step: 1 });
    assert.equal(how.seq, seq);
    assert.equal(how.at, at);
    const { events } = await ada.do('room.events', room, { after: seq - 1 });
    const found = events.find((event) => event.seq === seq);
    assert.equal(found.name, 'room.broadcast');
    assert.deepEqual(found.args.slice(0, 2), [room, { step: 1 }]);
    ada.close();
    bob.close();
  });

  test('[EVT21] more than 64 KB is too large', async () => {
    const room = newRoom();
    const ada = await workspace.enter('ada', room, 'owner');
    const code = await ada.codeOf('room.broadcast', room, 'x'.repeat(66_000));
    assert.equal(code, 'too_large');
    await ada.do('room.broadcast', room, 'x'.repeat(60_000));
    ada.close();
  });

  test('a room that was not joined is closed to it', async () => {
    const room = newRoom();
    const ada = await workspace.enter('ada', room, 'owner');
    const eve = await workspace.connect('eve');
    assert.equal(await eve.codeOf('room.broadcast', room, 1), 'not_found');
    ada.close();
    eve.close();
  });
});

describe('roles', () => {
  const allowed = {
    viewer: [],
    commenter: ['chat.send', 'room.broadcast'],
    editor: ['chat.send', 'room.broadcast', 'surface.create'],
    owner: ['chat.send', 'room.broadcast', 'surface.create', 'room.rename', 'link.create'],
  };
  const commands = {
    'chat.send': () => ({ id: uuid(), text: 'hello' }),
    'room.broadcast': () => ({ a: 1 }),
    'surface.create': () => ({ id: uuid(), kind: 'text', title: 'Notes' }),
    'room.rename': () => ({ id: uuid(), name: 'New name' }),
    'link.create': () => ({ id: uuid(), role: 'viewer' }),
  };
  for (const [role, names] of Object.entries(allowed)) {
    test(`a ${role} may ${names.join(', ') || 'only read'}`, async () => {
      const room = newRoom();
      const owner = await workspace.enter('ada', room, 'owner');
      const client = await workspace.enter('bob', room, role);
      assert.equal(client.joined.role, role);
      for (const [name, body] of Object.entries(commands)) {
        const expected = names.includes(name) ? 'ok' : 'forbidden';
        assert.equal(await client.codeOf(name, room, body()), expected, name);
      }
      assert.equal(await client.codeOf('chat.history', room, {}), 'ok');
      owner.close();
      client.close();
    });
  }

  test('[EVT17] a new role acts on the next command', async () => {
    const room = newRoom();
    const ada = await workspace.enter('ada', room, 'owner');
    const bob = await workspace.enter('bob', room, 'viewer');
    await ada.do('member.set_role', room, { id: uuid(), principal: 'bob', role: 'commenter' });
    const [, { change, member }] = await bob.event(
      'room.member',
      (_, { change: c }) => c === 'role',
    );
    assert.equal(change, 'role');
    assert.equal(member.id, 'bob');
    await bob.say(room, 'now I may');
    await ada.do('member.set_role', room, { id: uuid(), principal: 'bob', role: 'viewer' });
    assert.equal(await bob.codeOf('chat.send', room, { id: uuid(), text: 'x' }), 'forbidden');
    const last = { id: uuid(), principal: 'ada', role: 'viewer' };
    assert.equal(await ada.codeOf('member.set_role', room, last), 'conflict');
    ada.close();
    bob.close();
  });

  test('[EVT6][EVT18] who is removed hears it and nothing more, and does not come back', async () => {
    const room = newRoom();
    const ada = await workspace.enter('ada', room, 'owner');
    const bob = await workspace.enter('bob', room, 'editor');
    await ada.do('member.remove', room, { id: uuid(), principal: 'bob', ban: true });
    await ada.say(room, 'among us');
    const [where, { reason }] = await bob.event('room.removed');
    assert.equal(where, room);
    assert.equal(reason, 'banned');
    assert.equal(await within(bob.disconnected, 'disconnect'), 'io server disconnect');
    const left = [];
    while (bob.events.length > 0) left.push((await bob.events.next()).name);
    assert.ok(!left.includes('chat.message'));
    const again = await workspace.connect('bob', { room, role: 'editor' });
    assert.equal(await again.codeOf('room.join', room), 'not_found');
    ada.close();
    again.close();
  });
});

describe('what is not understood', () => {
  test('[EVT5] an unknown event is unsupported, or ignored without an acknowledgement', async () => {
    const client = await workspace.connect('ada');
    client.emit('no.such.event', 1);
    for (const name of ['no.such.event', 'constructor', '__proto__', '']) {
      assert.equal(await client.codeOf(name, 'x', {}), 'unsupported', name);
    }
    client.close();
  });

  test('[EVT5] wrong arguments are invalid', async () => {
    const room = newRoom();
    const ada = await workspace.enter('ada', room, 'owner');
    for (const values of [[], [room], [room, 7], [room, []], [room, null], [room, {}], [7, {}]]) {
      assert.equal(await ada.codeOf('chat.send', ...values), 'invalid', JSON.stringify(values));
    }
    const bytes = Buffer.from([1, 2]);
    assert.equal(await ada.codeOf('chat.send', room, { id: uuid(), text: bytes }), 'invalid');
    ada.close();
  });
});
