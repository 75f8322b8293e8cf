// Chat commands with what no person writes, by a member who may write.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Target } from './lib/attack.mjs';
import { uuid } from './lib/atelier.mjs';

let target;
let mallory;
before(async () => {
  target = await Target.open();
  mallory = await target.enter('mallory', 'calm');
});
after(() => target?.close());

/** The code, waiting as long as a limited client is told to. */
async function codeOf(name, ...values) {
  for (;;) {
    const result = await mallory.ask(name, ...values);
    if (result.ok) return 'ok';
    if (result.error.code !== 'rate_limited') return result.error.code;
    assert.ok(result.error.retry_after_ms > 0);
    await new Promise((resolve) => setTimeout(resolve, result.error.retry_after_ms));
  }
}

const send = (fields) => codeOf('chat.send', 'calm', { id: uuid(), text: 'a', ...fields });

test('texts above the limit and no text at all are refused', async () => {
  await target.withstands(async () => {
    assert.equal(await send({ text: 'a'.repeat(16_384) }), 'ok');
    assert.equal(await send({ text: 'a'.repeat(16_385) }), 'too_large');
    assert.equal(await send({ text: '\u20ac'.repeat(5462) }), 'too_large');
    assert.equal(await send({ text: 'a'.repeat(400_000) }), 'too_large');
    for (const text of ['', null, 5, {}, [], undefined]) {
      assert.equal(await send({ text }), 'invalid', JSON.stringify(text));
    }
    for (const text of ['\0', '\u2028', '\ud800', '\u202e', '<img src=x onerror=a>']) {
      assert.ok(['ok', 'invalid'].includes(await send({ text })), JSON.stringify(text));
    }
  });
});

test('ids that are no UUIDv7 are refused, and ids of others are their own', async () => {
  const bad = ['', 'a', 5, null, {}, uuid().toUpperCase() + 'x', `${uuid()} `, '../../etc'];
  bad.push(uuid().replace(/^(.{14})7/, '$14'), '0'.repeat(36), 'a'.repeat(5000));
  await target.withstands(async () => {
    for (const id of bad) assert.equal(await send({ id }), 'invalid', String(id));
    const id = uuid();
    await target.alice.do('chat.send', 'calm', { id, text: 'mine' });
    assert.equal(await send({ id, text: 'yours' }), 'ok');
    assert.equal(await send({ id, text: 'another' }), 'conflict');
  });
});

test('members that nobody knows are kept up to 4 KB, and cannot pose as ours', async () => {
  await target.withstands(async () => {
    assert.equal(await send({ extra: 'a'.repeat(5000) }), 'too_large');
    const heard = target.bob.event('chat.message', (_room, message) => message.text === 'posing');
    const posing = { text: 'posing', from: { id: 'alice' }, seq: 1, at: 1, pinned: true };
    const verdict = await send({ ...posing, deleted: true, reactions: { x: ['alice'] } });
    if (verdict !== 'ok') return assert.equal(verdict, 'invalid');
    const [, message] = await heard;
    assert.equal(message.from.id, 'mallory');
    assert.ok(message.seq > 1 && message.at > 1);
    assert.ok(!message.deleted && !message.pinned && !message.reactions?.x);
  });
});

test('absurd references and members of the wrong kind are refused', async () => {
  const wrong = [
    { thread_root: -1 },
    { thread_root: 1e300 },
    { thread_root: 999_999 },
    { thread_root: 'x' },
    { reply_to: 9_007_199_254_740_993 },
    { reply_to: {} },
    { mentions: 'alice' },
    { mentions: [5] },
    { mentions: Array(5000).fill('alice') },
    { attachments: {} },
    { attachments: [{ file: '../../keys' }] },
    { attachments: [{ file: 'nobody-uploaded-this' }] },
    { attachments: Array(1000).fill({ file: 'a' }) },
  ];
  await target.withstands(async () => {
    for (const fields of wrong) {
      const code = await send(fields);
      const fine = ['invalid', 'not_found', 'too_large'].includes(code);
      assert.ok(fine, `${JSON.stringify(fields).slice(0, 80)}: ${code}`);
    }
  });
});

test('history with absurd bounds is refused or empty', async () => {
  const bounds = [{ limit: 0 }, { limit: -1 }, { limit: 201 }, { limit: 1e18 }, { limit: 'a' }];
  bounds.push(
    { before: -1 },
    { before: 1e300 },
    { after: 2 ** 53 },
    { after: 'x' },
    { around: {} },
  );
  bounds.push(
    { before: 1, after: 1 },
    { around: 0 },
    { before: 0 },
    { limit: 1.5 },
    { before: null },
  );
  await target.withstands(async () => {
    for (const bound of bounds) {
      const code = await codeOf('chat.history', 'calm', bound);
      assert.ok(['ok', 'invalid'].includes(code), `${JSON.stringify(bound)}: ${code}`);
    }
    for (const words of [
      '',
      '"',
      '* OR 1',
      'a NEAR(b',
      "'; DROP TABLE x",
      '\0',
      'a'.repeat(9000),
    ]) {
      const code = await codeOf('chat.search', 'calm', { words });
      assert.ok(['ok', 'invalid', 'too_large'].includes(code), `${words.slice(0, 20)}: ${code}`);
    }
  });
});

test('what others wrote stays theirs', async () => {
  await target.withstands(async () => {
    const { seq } = await target.alice.say('calm', 'mine');
    const at = { id: uuid(), seq };
    assert.equal(await codeOf('chat.edit', 'calm', { ...at, text: 'yours' }), 'forbidden');
    assert.equal(await codeOf('chat.delete', 'calm', at), 'forbidden');
    assert.equal(await codeOf('room.rename', 'calm', { id: uuid(), name: 'x' }), 'forbidden');
    const owner = { id: uuid(), principal: 'mallory', role: 'owner' };
    assert.equal(await codeOf('member.set_role', 'calm', owner), 'forbidden');
    assert.equal(await codeOf('member.remove', 'calm', { ...owner, ban: true }), 'forbidden');
    assert.equal(await codeOf('link.create', 'calm', { id: uuid(), role: 'owner' }), 'forbidden');
    for (const name of ['file.add', 'file.get', 'account.create', 'login.begin', 'link.use']) {
      const code = await codeOf(name, 'calm', { id: uuid(), file: 'a', name: 'a', size: 1 });
      assert.ok(['unsupported', 'forbidden', 'not_found'].includes(code), `${name}: ${code}`);
    }
    for (const emoji of ['', 'a'.repeat(33), 5, {}, null]) {
      const code = await codeOf('chat.react', 'calm', { ...at, id: uuid(), emoji, on: true });
      assert.equal(code, 'invalid', String(emoji));
    }
  });
});
