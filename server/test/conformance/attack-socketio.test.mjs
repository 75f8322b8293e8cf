// Socket.IO packets that no client sends, and more events than anybody needs.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Target, crowd } from './lib/attack.mjs';
import { WebSocketSession } from './lib/engineio.mjs';
import { within } from './lib/wait.mjs';

let target;
before(async () => (target = await Target.open()));
after(() => target?.close());

const open = () => WebSocketSession.open(target.server, '/socket.io/');

/** A raw session of a member of the calm room, with the welcome taken. */
async function member(name = 'mallory') {
  const session = await open();
  session.send(`40${JSON.stringify({ token: await target.token(name, 'calm') })}`);
  assert.match(await session.next('answer to CONNECT'), /^40\{"sid"/);
  assert.match(await session.next('welcome'), /^42\["welcome"/);
  return session;
}

/** The answer to ack `id`; events before it are dropped. */
const answer = (session, id) =>
  session.messages.until((text) => text.startsWith(`43${id}[`), `ack ${id}`);

async function assertCloses(...messages) {
  const session = await member();
  for (const message of messages) session.send(message);
  await session.closed();
}

test('unknown namespaces are refused one by one, whoever asks for thousands', async () => {
  await target.withstands(async () => {
    const session = await open();
    for (let i = 0; i < 3000; i++) session.send(`40/n${i},`);
    for (let i = 0; i < 3000; i++) assert.match(await session.next(), /^44\/n\d+,\{"message"/);
    session.close();
  });
});

test('a flood of connects to one namespace ends the connection', async () => {
  await target.withstands(async () => {
    await crowd(20, 5, async () => {
      const session = await open();
      const token = await target.token('mallory', 'calm');
      for (let i = 0; i < 50; i++) session.send(`40${JSON.stringify({ token })}`);
      await session.closed();
    });
  });
});

test('strangers and bad credentials get a connect error', async () => {
  const auths = ['', '{}', '{"token":""}', '{"token":5}', '{"token":"a.b.c"}', '{"token":{}}'];
  auths.push(`{"token":"${'a'.repeat(9000)}"}`, '{"token":"\\u0000"}', '{"token":null}');
  await target.withstands(async () => {
    for (const auth of auths) {
      const session = await open();
      session.send(`40${auth}`);
      assert.match(await session.next(), /^44\{.*"unauthenticated"/, auth);
      session.close();
    }
  });
});

test('broken packets close the connection', async () => {
  const packets = ['42{}', '42[]', '42[', '42["a"]x', '42[{}]', '42[null]', '42["disconnect"]'];
  packets.push('43', '431{}', '45', '450-["a"]', '4511-["a"]', '45999999999999-["a"]', '45x-["a"]');
  packets.push(
    '451-["a",{"_placeholder":true,"num":1}]',
    '451-["a",{"_placeholder":true,"num":-1}]',
  );
  packets.push('451-["a",{"_placeholder":true,"num":1e9}]', '46', '47', '4', '42/other,["a"]');
  packets.push(`42${'9'.repeat(17)}["a"]`, `42${'9'.repeat(5000)}["a"]`, `40/${'n'.repeat(300)},`);
  packets.push(`42["a",${'['.repeat(5000)}${']'.repeat(5000)}]`, '42["a",{"b":]', '42["\\ud800",]');
  packets.push(`42["a",${'{"a":'.repeat(200)}1${'}'.repeat(200)}]`, '42["a",1e]', '42["a",01]');
  await target.withstands(async () => {
    for (const packet of packets) {
      if (packet === '43') continue; // an answer without a payload is an empty one
      await within(assertCloses(packet), `close after ${packet.slice(0, 60)}`);
    }
  });
});

test('attachments that do not fit close the connection', async () => {
  const two = '452-["room.broadcast","calm",{"_placeholder":true,"num":0}]';
  await target.withstands(async () => {
    await assertCloses(two, Buffer.from('a'), '2["a"]');
    await assertCloses(Buffer.from('no header'));
    await assertCloses(two, Buffer.from('a'), Buffer.from('b'), Buffer.from('c'));
    const waiting = await member();
    waiting.send(two).send(Buffer.alloc(900_000));
    await target.roundTrip();
    waiting.close();
    const placeholder = '{"_placeholder":true,"num":0}';
    const forged = await member();
    forged.send(`421["room.broadcast","calm",${placeholder}]`);
    assert.match(await answer(forged, 1), /"ok":/); // ordinary data without a binary header
    const many = Array(9000).fill(placeholder).join(',');
    forged.send(`451-2["room.broadcast","calm",[${many}]]`).send(Buffer.alloc(50_000));
    assert.match(await answer(forged, 2), /"too_large"/);
    forged.close();
  });
});

test('events of no meaning are answered and change nothing', async () => {
  const calls = [
    '"no.such"',
    '"room.join"',
    '"room.join",5',
    '"room.join","../x"',
    '"room.join",""',
  ];
  calls.push(`"room.join","${'a'.repeat(65)}"`, '"chat.send"', '"chat.send","calm"', '7,"calm"');
  calls.push(
    '"chat.send","calm",5',
    '"chat.send","calm",[]',
    '"chat.send","calm",null',
    '"__proto__"',
  );
  calls.push('"room.members","calm",{"limit":-1}', '"room.events","calm",{"after":-1}');
  calls.push('"room.events","calm",{"after":1e15}', '"presence.watch","calm",{"principals":5}');
  calls.push(
    '"presence.update","calm",{"active":"yes"}',
    '"link.create","calm",{}',
    '"chat.direct"',
  );
  calls.push(
    '"chat.direct",{"principal":"nobody"}',
    '"auth.refresh"',
    '"auth.refresh",{}',
    '1e999',
  );
  await target.withstands(async () => {
    const session = await member();
    for (const [i, call] of calls.entries()) {
      session.send(`42${i}[${call}]`);
      assert.match(await answer(session, i), /"ok":false,"error":\{"code"/, call);
    }
    session.send('42["no.such"]').send('42[5]').send('4299["room.join","calm"]');
    assert.match(await answer(session, 99), /"ok":true/);
    session.close();
  });
});

test('a flood of events is refused with a time to wait, then the connection is closed', async () => {
  await target.withstands(async () => {
    const session = await member();
    for (let i = 0; i < 1000; i++) session.send(`42${i}["chat.receipts","calm"]`);
    let refused = 0;
    for (let open = true; open;) {
      const text = await session.next('refusals and the end').catch(() => '');
      open = text !== '';
      if (!text.includes('rate_limited')) continue;
      assert.match(text, /"retry_after_ms":[1-9]/);
      refused += 1;
    }
    await session.closed();
    assert.ok(refused >= 100, `${refused} refusals`);
  });
});

test('a hundred thousand rooms are refused, and none of them is kept', async () => {
  await target.withstands(
    async () => {
      const claims = Object.fromEntries(
        Array.from({ length: 100 }, (_, i) => [`own-${i}`, 'owner']),
      );
      const many = await target.connectWith(
        await target.token('many', 'x', 'editor', { rooms: claims }),
      );
      for (let i = 0; i < 100; i++) await many.ask('room.join', `own-${i}`);
      many.close();
      await crowd(10, 10, async (n) => {
        const session = await member(`guesser-${n}`);
        for (let i = 0; i < 10_000; i++) session.send(`42${i}["room.join","guess-${n}-${i}"]`);
        await session.closed(20_000);
        while (session.messages.length > 0) assert.doesNotMatch(await session.next(), /"ok":true/);
      });
    },
    { megabytes: 200 },
  );
});

test('storms of joins and leaves and of presence end where they began', async () => {
  await target.withstands(async () => {
    await crowd(8, 8, async (n) => {
      const session = await member(`storm-${n}`);
      for (let i = 0; i < 70; i++) {
        session.send(`42${3 * i}["room.join","calm"]`);
        session.send(`42${3 * i + 1}["presence.update","calm",{"active":${i % 2 === 0}}]`);
        session.send(`42${3 * i + 2}["room.leave","calm"]`);
      }
      await answer(session, 209);
      session.send('42777["room.leave","calm"]');
      await answer(session, 777);
      session.close();
    });
  });
});

test('who leaves while joining has left', async () => {
  await target.withstands(async () => {
    const session = await member('hasty');
    session.send('421["room.join","calm"]').send('422["room.leave","calm"]');
    await answer(session, 2);
    await target.roundTrip();
    session.send('423["room.members","calm",{}]');
    await answer(session, 3);
    await target.roundTrip();
    session.send('424["no.such"]');
    for (;;) {
      const text = await session.next();
      assert.doesNotMatch(text, /chat\.message/);
      if (text.startsWith('434[')) break;
    }
    session.close();
  });
});

test('floods of presence reach others as few diffs', async () => {
  await target.withstands(async () => {
    const session = await member('restless');
    session.send('420["room.join","calm"]');
    await answer(session, 0);
    let diffs = 0;
    target.bob.socket.on('presence.diff', () => (diffs += 1));
    const began = Date.now();
    for (let i = 0; i < 250; i++) {
      session.send(`42["presence.update","calm",{"place":{"surface":"s","at":{"x":${i}}}}]`);
    }
    await target.roundTrip();
    assert.ok(diffs <= 2 + (Date.now() - began) / 250, `${diffs} diffs`);
    session.close();
  });
});

test('somebody who never reads is cut off and costs a bounded amount', async () => {
  await target.withstands(async () => {
    const deaf = await member('deaf');
    deaf.send('420["room.join","calm"]');
    await answer(deaf, 0);
    deaf.socket._socket.pause();
    const loud = await target.enter('loud', 'calm');
    for (let i = 0; i < 120; i++) {
      await loud.ask('room.broadcast', 'calm', 'x'.repeat(60_000));
      if (i % 30 === 29) await new Promise((resolve) => setTimeout(resolve, 500));
    }
    loud.close();
    deaf.close();
  });
});
