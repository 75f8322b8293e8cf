// Yjs messages and updates that no Yjs makes, and too many of those that it does make.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import WebSocket from 'ws';
import * as Y from 'yjs';
import { Target, crowd } from './lib/attack.mjs';
import { Queue, within } from './lib/wait.mjs';

let target;
before(async () => (target = await Target.open()));
after(() => target?.close());

let documents = 0;
const newDocument = () => `calm/text.${(documents += 1)}`;

/** A length-prefixed payload behind the bytes of its message type. */
function message(types, payload) {
  const length = [];
  let left = payload.length;
  for (; left > 127; left = Math.floor(left / 128)) length.push((left % 128) | 128);
  return Buffer.concat([Buffer.from([...types, ...length, left]), Buffer.from(payload)]);
}
const update = (bytes) => message([0, 2], bytes);
const step1 = message([0, 0], [0]);

class Member {
  static async open(document = newDocument(), name = 'mallory', role = 'editor') {
    const token = await target.token(name, 'calm', role);
    const url = `${target.server.webSocketUrl}/yjs/${document}?token=${token}`;
    const member = new Member(new WebSocket(url, { perMessageDeflate: false }));
    await within(new Promise((resolve) => member.socket.once('open', resolve)), 'WebSocket');
    return member;
  }

  constructor(socket) {
    this.socket = socket;
    this.messages = new Queue();
    socket.on('message', (data) => this.messages.push(data));
    socket.on('error', () => {});
    this.closed = new Promise((resolve) => socket.on('close', resolve));
    this.closed.then((code) => this.messages.end(`closed with ${code}`));
  }

  send(bytes) {
    if (this.socket.readyState === WebSocket.OPEN) this.socket.send(bytes);
    return this;
  }

  code(what) {
    return within(this.closed, `close after ${what}`);
  }

  /** Asked for the state, the server still answers with it: the document. */
  async document() {
    this.send(step1);
    const fits = (data) => data[0] === 0 && data[1] === 1;
    const answer = await this.messages.until(fits, 'step 2', 10_000);
    const doc = new Y.Doc();
    let at = 2;
    while (answer[at++] & 0x80);
    Y.applyUpdate(doc, answer.subarray(at));
    return doc;
  }

  close() {
    this.socket.terminate();
  }
}

function realUpdate(text = 'hello') {
  const doc = new Y.Doc();
  doc.getText('text').insert(0, text);
  return Y.encodeStateAsUpdate(doc);
}

async function assertClosesWith(code, what, ...messages) {
  const member = await Member.open();
  for (const each of messages) member.send(each);
  assert.equal(await member.code(what), code, what);
}

const huge = [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x0f];
const endless = Array(12).fill(0xff);
/** One struct of client 1 with root "t" as parent and `content` behind its reference. */
const item = (reference, ...content) => [1, 1, 1, 0, reference, 1, 1, 0x74, ...content, 0];
const deepAny = (levels) => [...Array(levels).fill([117, 1]).flat(), 126];

const malformed = {
  'no bytes at all': Buffer.alloc(0),
  'only a type': Buffer.from([0]),
  'an unknown step': Buffer.from([0, 9, 0]),
  'a length beyond the message': Buffer.from([0, 2, 200, 1, 0]),
  'an endless number': Buffer.from([0, 2, ...endless]),
  'bytes behind the end': Buffer.concat([update([0, 0]), Buffer.from([0])]),
  'a denial from a client': Buffer.from([2, 0, 1, 0x61]),
  'huge counts of clients': update(huge),
  'huge counts of structs': update([1, ...huge, 1, 0]),
  'a huge clock': update([1, 1, 1, ...endless]),
  'huge counts of deletes': update([0, 1, 1, ...huge]),
  'content 11': update(item(11, 0)),
  'content 31': update(item(31, 0)),
  'content 0': update(item(0, ...huge)),
  'a deep value': update(item(8, 1, ...deepAny(5000))),
  'a value with a bad tag': update(item(8, 1, 99)),
  'values without end': update(item(8, ...huge)),
  'a string without end': update(item(4, ...huge)),
  'bad UTF-8': update(item(4, 2, 0xc3, 0x28)),
  'JSON that is none': update(item(5, 1, 0x7b)),
  'type 9': update(item(7, 9)),
  'an origin in itself': update([1, 1, 1, 0, 0x84, 1, 0, 1, 0x61, 0]),
  'a client twice': update([2, 1, 1, 0, 0, 1, 1, 1, 0, 0, 1, 0]),
  'awareness with huge counts': message([1], huge),
  'awareness that is no JSON': message([1], [1, 1, 1, 1, 0x7b]),
  'awareness with a deep value': message([1], [1, 1, 1, 0xd0, 0x0f, ...Array(2000).fill(0x5b)]),
  'a state vector with huge counts': message([0, 0], huge),
};

test('malformed messages are final, and nothing of them is kept', async () => {
  await target.withstands(async () => {
    const names = Object.keys(malformed);
    await crowd(names.length, 4, (i) => assertClosesWith(4400, names[i], malformed[names[i]]));
    const text = await Member.open();
    text.send('text');
    assert.equal(await text.code('text'), 4400);
  });
});

test('an update cut anywhere is refused or waits, and leaves the document as it was', async () => {
  const whole = realUpdate();
  const document = newDocument();
  await target.withstands(async () => {
    await crowd(whole.length, 4, async (length) => {
      const member = await Member.open(document);
      member.send(update(whole.subarray(0, length)));
      assert.equal(await member.code(`${length} bytes`), 4400);
    });
    const reader = await Member.open(document);
    assert.equal((await reader.document()).getText('text').toString(), '');
    reader.close();
  });
});

test('an update with any byte changed never breaks the document for others', async () => {
  const whole = realUpdate('abcdefgh');
  const document = newDocument();
  await target.withstands(async () => {
    const honest = await Member.open(document, 'alice');
    honest.send(update(realUpdate('honest')));
    await crowd(whole.length * 3, 4, async (i) => {
      const bytes = Uint8Array.from(whole);
      bytes[Math.floor(i / 3)] ^= [0x80, 0x01, 0x7f][i % 3];
      const member = await Member.open(document);
      member.send(update(bytes)).send(step1);
      await Promise.race([member.closed, member.messages.next('an answer').catch(() => {})]);
      member.close();
    });
    assert.match((await honest.document()).getText('text').toString(), /honest/);
    honest.close();
  });
});

test('a message of 17 MB is told and closed', async () => {
  await target.withstands(
    async () => {
      const member = await Member.open();
      member.send(update(Buffer.alloc(17_000_000)));
      const denied = await member.messages.until((data) => data[0] === 2, 'reason');
      assert.equal(denied[1], 0);
      assert.equal(await member.code('17 MB'), 4413);
    },
    { megabytes: 250 },
  );
});

test('updates that wait for others are parked up to a bound', async () => {
  await target.withstands(async () => {
    const member = await Member.open();
    const doc = new Y.Doc();
    const updates = [];
    doc.on('update', (bytes) => updates.push(bytes));
    for (let i = 0; i < 60; i++) doc.getText('text').insert(0, 'x'.repeat(40_000));
    for (const bytes of updates.slice(1)) member.send(update(bytes));
    const end = await Promise.race([member.closed, member.document()]);
    if (typeof end === 'number') assert.equal(end, 4413);
    else assert.equal(end.getText('text').length, 0);
    member.close();
  });
});

test('a flood of messages is closed to come back later', async () => {
  await target.withstands(async () => {
    const member = await Member.open();
    await member.document();
    for (let i = 0; i < 2000; i++) member.send(step1);
    assert.equal(await member.code('a flood'), 1013);
  });
});

/** An awareness message: [client, clock, state] each. */
function awareness(...entries) {
  const bytes = [];
  const number = (value) => {
    let left = value;
    for (; left > 127; left = Math.floor(left / 128)) bytes.push((left % 128) | 128);
    bytes.push(left);
  };
  number(entries.length);
  for (const [client, clock, state] of entries) {
    const text = Buffer.from(JSON.stringify(state));
    [client, clock, text.length].forEach(number);
    bytes.push(...text);
  }
  return message([1], bytes);
}

test("others' client ids cannot be taken, not even by a flood", async () => {
  const document = newDocument();
  await target.withstands(async () => {
    const alice = await Member.open(document, 'alice');
    alice.send(awareness([7, 1, { who: 'alice' }]));
    await alice.messages.until((data) => data.includes('"who":"alice"'), 'her awareness');
    const thief = await Member.open(document);
    await thief.messages.until((data) => data.includes('"who":"alice"'), 'her awareness');
    for (let clock = 2; clock < 1000; clock++) thief.send(awareness([7, clock, { who: 'thief' }]));
    thief.send(awareness([7, 5000, null]));
    const bob = await Member.open(document, 'bob');
    await bob.messages.until((data) => data.includes('"who":"alice"'), 'her awareness');
    while (alice.messages.length > 0) {
      assert.ok(!(await alice.messages.next()).includes('thief'));
    }
    for (const each of [alice, thief, bob]) each.close();
  });
});

test('awareness above its limits is final', async () => {
  const crowded = Array.from({ length: 65 }, (_, i) => [100 + i, 1, {}]);
  await target.withstands(async () => {
    const large = awareness([1, 1, { a: 'x'.repeat(4096) }]);
    await assertClosesWith(4413, 'a large state', large);
    await assertClosesWith(4413, 'many clients', awareness(...crowded));
  });
});

test('who may not write does not, and who may not read hears nothing', async () => {
  const document = newDocument();
  await target.withstands(async () => {
    const viewer = await Member.open(document, 'watcher', 'viewer');
    for (let i = 0; i < 50; i++) viewer.send(update(realUpdate(`no ${i}`)));
    assert.equal((await viewer.document()).getText('text').toString(), '');
    viewer.close();
    for (const path of ['calm', 'other/x', 'calm/x']) {
      const url = `${target.server.webSocketUrl}/yjs/${path}?token=a.b.c`;
      const stranger = new Member(new WebSocket(url));
      assert.equal(await stranger.code(path), 4401);
    }
    const member = await Member.open('other/x');
    member.send(step1);
    assert.equal(await member.code('a room of others'), 4403);
  });
});

test('documents beyond the limit of a room are refused', async () => {
  await target.withstands(async () => {
    let refused = 0;
    await crowd(230, 8, async (i) => {
      const member = await Member.open(`calm/many.${i}`);
      await member.document();
      member.send(update(realUpdate('x')));
      const stored = (data) => data[0] === 0 && data[1] === 2; // relayed to its sender, too
      const wait = member.messages.until(stored, 'relayed update', 30_000);
      const kept = await Promise.race([wait.then(() => true), member.closed.then(() => false)]);
      wait.catch(() => {});
      if (!kept) {
        refused += 1;
        assert.equal(await member.closed, 4413);
      }
      member.close();
    });
    let kept = 0;
    await crowd(230, 8, async (i) => {
      const member = await Member.open(`calm/many.${i}`);
      const { length } = (await member.document()).getText('text');
      kept += length;
      member.close();
    });
    assert.ok(kept >= 150 && kept <= 205 && kept + refused === 230, `${kept} kept, ${refused} refused`);
  });
});
