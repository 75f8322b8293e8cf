// Events and acknowledgements with attachments.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { PollingSession } from './lib/engineio.mjs';
import { startConformance } from './lib/server.mjs';
import { assertAlive, assertCloses, join, joined, openTransport } from './lib/socketio.mjs';

let server;
before(async () => (server = await startConformance({ calm: true })));
after(() => server?.stop());

const one = Buffer.from([1, 2, 3]);
const two = Buffer.from([4, 5, 6, 7]);
const placeholder = (index) => ({ _placeholder: true, num: index });
const text = (...values) => JSON.stringify(values);

/** Reads a header and its attachments and puts these where the placeholders are. */
async function readBinary(session, prefix) {
  const header = await session.next('header');
  const [, type, count, rest] = /^4([56])(\d+)-(.*)$/s.exec(header);
  assert.equal(type, prefix);
  const attachments = [];
  while (attachments.length < Number(count)) attachments.push(await session.next('attachment'));
  const [, id, json] = /^((?:\/[^,]*,)?\d*)(\[.*)$/s.exec(rest);
  const fill = (_key, value) => (value?._placeholder ? attachments[value.num].toJSON() : value);
  return { id, count: Number(count), values: JSON.parse(json, fill) };
}

describe('Socket.IO attachments', () => {
  test('[SIO32] one comes back', () =>
    joined(server, async (session) => {
      session.send(`451-${text('message', placeholder(0))}`).send(one);
      const header = await session.next();
      assert.equal(header, '451-["message-back",{"_placeholder":true,"num":0}]');
      assert.deepEqual(await session.next(), one);
    }));

  test('[SIO31][SIO32] several keep their places among other values', () =>
    joined(server, async (session) => {
      const values = ['message', 1, { a: placeholder(0), b: ['x', placeholder(1)] }, null];
      session
        .send(`452-${text(...values)}`)
        .send(one)
        .send(two);
      const { values: back } = await readBinary(session, '5');
      const expected = [1, { a: one.toJSON(), b: ['x', two.toJSON()] }, null];
      assert.deepEqual(back, ['message-back', ...expected]);
    }));

  test('[SIO33] an acknowledgement may hold some', () =>
    joined(server, async (session) => {
      session.send(`451-9${text('message-with-ack', 'a', placeholder(0))}`).send(one);
      const { id, values } = await readBinary(session, '6');
      assert.equal(id, '9');
      assert.deepEqual(values, ['a', one.toJSON()]);
    }));

  test('in a custom namespace', async () => {
    const session = await openTransport(server);
    await join(session, '/custom');
    session.send(`451-/custom,${text('message', placeholder(0))}`).send(one);
    const { id, values } = await readBinary(session, '5');
    assert.equal(id, '/custom,');
    assert.deepEqual(values, ['message-back', one.toJSON()]);
    session.close();
  });

  test('empty ones and large ones', () =>
    joined(server, async (session) => {
      for (const bytes of [Buffer.alloc(0), Buffer.alloc(900_000, 7)]) {
        session.send(`451-${text('message', placeholder(0))}`).send(bytes);
        await session.next();
        assert.deepEqual(await session.next(), bytes);
      }
    }));

  test('[SIO30] ten are allowed', () =>
    joined(server, async (session) => {
      const places = Array.from({ length: 10 }, (_, i) => placeholder(i));
      session.send(`4510-${text('message', ...places)}`);
      for (let i = 0; i < 10; i++) session.send(Buffer.from([i]));
      const { count, values } = await readBinary(session, '5');
      assert.equal(count, 10);
      const expected = places.map((_, i) => Buffer.from([i]).toJSON());
      assert.deepEqual(values, ['message-back', ...expected]);
    }));

  test('[SIO35] two placeholders may name the same one', () =>
    joined(server, async (session) => {
      session.send(`451-${text('message', placeholder(0), placeholder(0))}`).send(one);
      const { values } = await readBinary(session, '5');
      assert.deepEqual(values, ['message-back', one.toJSON(), one.toJSON()]);
    }));

  // The reference leaves it out of its answer; passing it on is as good.
  test('[SIO35] one that no placeholder names does no harm', () =>
    joined(server, async (session) => {
      session.send(`451-${text('message', 1)}`).send(one);
      const answer = await session.next();
      if (answer.startsWith('45')) assert.deepEqual(await session.next(), one);
      else assert.equal(answer, '42["message-back",1]');
      await assertAlive(session);
    }));

  test('[SIO34] events behind each other stay apart', () =>
    joined(server, async (session) => {
      for (let i = 0; i < 20; i++) {
        session.send(`451-${text('message', i, placeholder(0))}`).send(Buffer.from([i]));
        session.send(`42["message",${i}]`);
      }
      for (let i = 0; i < 20; i++) {
        const { values } = await readBinary(session, '5');
        assert.deepEqual(values, ['message-back', i, Buffer.from([i]).toJSON()]);
        assert.equal(await session.next(), `42["message-back",${i}]`);
      }
    }));

  test('over polling', async () => {
    const session = await PollingSession.open(server, '/socket.io/');
    await session.send('40');
    await session.next();
    await session.next();
    await session.send(`451-${text('message', placeholder(0))}`, 'bAQID');
    assert.equal(await session.next(), '451-["message-back",{"_placeholder":true,"num":0}]');
    assert.equal(await session.next(), 'bAQID');
  });
});

const endings = {
  'no attachment announced': [`450-${text('message')}`],
  'more than ten announced': [`4511-${text('message', placeholder(0))}`],
  'a huge number announced': [`45999999999999999999-${text('message', placeholder(0))}`],
  'no number': [`45${text('message', placeholder(0))}`],
  'a number without a dash': [`451${text('message', placeholder(0))}`],
  'a number that is none': [`45a-${text('message', placeholder(0))}`],
  'a dash alone': [`45-${text('message', placeholder(0))}`],
  'text where an attachment must come': [
    `451-${text('message', placeholder(0))}`,
    '42["message",1]',
  ],
  'a second header': [
    `451-${text('message', placeholder(0))}`,
    `451-${text('message', placeholder(0))}`,
  ],
  'binary without a header': [one],
  'a placeholder beyond the attachments': [`451-${text('message', placeholder(1))}`, one],
  'a negative placeholder': [`451-${text('message', placeholder(-1))}`, one],
  'a placeholder that is no number': [`451-${text('message', placeholder('0'))}`, one],
  'a payload that is no event': ['451-{}', one],
  'a reserved name': [`451-${text('connect', placeholder(0))}`, one],
  'broken JSON': ['451-["message",', one],
};

describe('Socket.IO attachments that end the connection', () => {
  for (const [what, messages] of Object.entries(endings)) {
    test(`[SIO30][SIO31][SIO32] ${what}`, () => assertCloses(server, messages));
  }

  test('one attachment more than announced', () =>
    joined(server, async (session) => {
      session
        .send(`451-${text('message', placeholder(0))}`)
        .send(one)
        .send(two);
      await session.closed();
    }));
});
