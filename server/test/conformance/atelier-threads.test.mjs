// Anchored threads for a stock Socket.IO client: opening, answering, resolving, and that all of it
// is there after a crash.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Workspace, newRoom, uuid } from './lib/atelier.mjs';

let workspace;
before(async () => (workspace = await Workspace.open(['--rate-limits', 'off'])));
after(() => workspace?.close());

const anchor = { surface: 'brief', position: 'AQIDBA==', quote: 'The logo is blue. äöü 😀' };

/** An owner and a commenter in a room of their own. */
async function pair(check) {
  const room = newRoom();
  const ada = await workspace.enter('ada', room, 'owner');
  const bob = await workspace.enter('bob', room, 'commenter');
  try {
    await check({ room, ada, bob });
  } finally {
    ada.close();
    bob.close();
  }
}

async function open(client, room, text, more = {}) {
  const id = uuid();
  const { seq } = await client.do('thread.open', room, { id, anchor, text, ...more });
  return { id, seq };
}

const reply = (client, room, thread, text) =>
  client.do('thread.reply', room, { id: uuid(), thread, text });

const textsOf = ({ messages }) => messages.map(({ text }) => text);

describe('threads', () => {
  test('[THR1][THR2][THR10] opening reaches everyone, the opener before the acknowledgement', () =>
    pair(async ({ room, ada, bob }) => {
      const { id, seq } = await open(bob, room, 'Really?', { mood: { n: 1 } });
      const names = ['ack', 'thread.opened'];
      const order = [];
      while (order.length < 3) {
        order.push((await bob.events.until(({ name }) => names.includes(name))).name);
      }
      assert.deepEqual(order, ['ack', 'thread.opened', 'ack']); // the first one is of the join
      const [where, payload] = await ada.event('thread.opened');
      assert.equal(where, room);
      assert.equal(payload.seq, seq);
      const { thread } = payload;
      assert.deepEqual(thread.anchor, anchor);
      assert.deepEqual([thread.id, thread.seq, thread.state, thread.comments], [id, seq, 'open', 1]);
      assert.deepEqual([thread.message.text, thread.message.mood], ['Really?', { n: 1 }]);
      const got = await ada.do('thread.get', room, { thread: id });
      assert.deepEqual(got.thread, thread);
    }));

  test('[THR17] the same id twice is stored once, with another body it is a conflict', () =>
    pair(async ({ room, ada, bob }) => {
      const body = { id: uuid(), anchor, text: 'once' };
      const first = await bob.do('thread.open', room, body);
      assert.deepEqual(await bob.do('thread.open', room, body), first);
      const other = { ...body, text: 'twice' };
      assert.equal(await bob.codeOf('thread.open', room, other), 'conflict');
      assert.equal(await ada.codeOf('thread.open', room, body), 'conflict');
      assert.equal(await ada.codeOf('thread.open', room, { anchor, text: 'x' }), 'invalid');
      assert.equal((await ada.do('thread.list', room, {})).threads.length, 1);
    }));

  test('[THR11][THR20][THR21][THR22] replies, lists and pages', () =>
    pair(async ({ room, ada, bob }) => {
      const one = await open(bob, room, 'one');
      const two = await open(bob, room, 'two', { anchor: { surface: 'board', target: 'e-1' } });
      for (const text of ['a', 'b', 'c']) await reply(ada, room, one.id, text);
      const [, told] = await bob.event('thread.replied');
      assert.equal(told.thread, one.id);
      assert.equal(told.message.text, 'a');
      const { threads, has_more } = await ada.do('thread.list', room, {});
      assert.deepEqual([threads.map(({ id }) => id), has_more], [[one.id, two.id], false]);
      const onBoard = await ada.do('thread.list', room, { surface: 'board', target: 'e-1' });
      assert.deepEqual(onBoard.threads.map(({ id }) => id), [two.id]);
      const page = await bob.do('thread.history', room, { thread: one.id, limit: 2 });
      assert.deepEqual([textsOf(page), page.has_more], [['b', 'c'], true]);
      const before = { thread: one.id, before: page.messages[0].seq };
      assert.deepEqual(textsOf(await bob.do('thread.history', room, before)), ['one', 'a']);
      const third = await workspace.enter('cleo', room, 'viewer');
      assert.equal(third.joined.open_threads, 2);
    }));

  test('[THR12][THR13] own comments are edited and deleted, owners delete any', () =>
    pair(async ({ room, ada, bob }) => {
      const { id, seq } = await open(bob, room, 'secret');
      const mine = { thread: id, seq };
      assert.equal(
        await ada.codeOf('thread.edit', room, { id: uuid(), ...mine, text: 'x' }),
        'forbidden',
      );
      await bob.do('thread.edit', room, { id: uuid(), ...mine, text: 'better' });
      const [, edited] = await ada.event('thread.edited');
      assert.deepEqual([edited.thread, edited.target, edited.text], [id, seq, 'better']);
      const answer = await reply(ada, room, id, 'fine');
      const theirs = { thread: id, seq: answer.seq };
      assert.equal(
        await bob.codeOf('thread.delete', room, { id: uuid(), ...theirs }),
        'forbidden',
      );
      await ada.do('thread.delete', room, { id: uuid(), ...mine });
      const [, deleted] = await bob.event('thread.deleted');
      assert.deepEqual([deleted.target, deleted.gone], [seq, false]);
      const { thread, messages } = await bob.do('thread.history', room, { thread: id });
      assert.equal(thread.anchor.quote, undefined);
      assert.deepEqual([messages[0].deleted, messages[0].text], [true, '']);
      await ada.do('thread.delete', room, { id: uuid(), ...theirs });
      assert.equal(await bob.codeOf('thread.get', room, { thread: id }), 'not_found');
    }));

  test('[THR14][THR15] resolved, reopened, and reactions', () =>
    pair(async ({ room, ada, bob }) => {
      const { id, seq } = await open(bob, room, 'x');
      await ada.do('thread.resolve', room, { id: uuid(), thread: id });
      assert.equal((await bob.event('thread.resolved'))[1].thread, id);
      assert.deepEqual((await bob.do('thread.list', room, {})).threads, []);
      const { threads } = await bob.do('thread.list', room, { state: 'resolved' });
      assert.equal(threads[0].resolved.from.id, 'ada');
      await bob.do('thread.reopen', room, { id: uuid(), thread: id });
      await ada.event('thread.reopened');
      const emoji = { thread: id, seq, emoji: '👍', on: true };
      await ada.do('thread.react', room, { id: uuid(), ...emoji });
      const [, reaction] = await bob.event('thread.reaction');
      assert.deepEqual([reaction.target, reaction.emoji, reaction.on], [seq, '👍', true]);
      const { messages } = await bob.do('thread.history', room, { thread: id });
      assert.deepEqual(messages[0].reactions, { '👍': ['ada'] });
    }));

  test('[THR10][THR20] viewers read and write nothing, strangers see nothing', () =>
    pair(async ({ room, bob }) => {
      const { id, seq } = await open(bob, room, 'x');
      const vic = await workspace.enter('vic', room, 'viewer');
      const more = { thread: id, seq, text: 'x', emoji: '+', anchor };
      for (const name of ['open', 'reply', 'edit', 'delete', 'resolve', 'reopen', 'react']) {
        const code = await vic.codeOf(`thread.${name}`, room, { id: uuid(), ...more });
        assert.equal(code, 'forbidden', name);
      }
      assert.equal((await vic.do('thread.list', room, {})).threads.length, 1);
      const stranger = await workspace.connect('stranger');
      assert.equal(await stranger.codeOf('thread.list', room, {}), 'not_found');
      assert.equal(await stranger.codeOf('thread.get', room, { thread: id }), 'not_found');
    }));

  test('[THR17] an archived room keeps its threads and takes no more', () =>
    pair(async ({ room, ada }) => {
      const { id } = await open(ada, room, 'x');
      await ada.do('room.archive', room, { id: uuid() });
      const body = { id: uuid(), thread: id, text: 'y' };
      assert.equal(await ada.codeOf('thread.reply', room, body), 'forbidden');
      assert.equal((await ada.do('thread.list', room, {})).threads.length, 1);
      await ada.do('room.archive', room, { id: uuid(), on: false });
      await ada.do('thread.reply', room, body);
    }));

  test('[THR16] a mention reaches members who have not joined', () =>
    pair(async ({ room, ada, bob }) => {
      await bob.do('room.leave', room);
      const { id } = await open(ada, room, 'look', { mentions: ['bob', 'nobody'] });
      const [mention] = await bob.event('thread.mention');
      assert.deepEqual([mention.room, mention.thread, mention.message.text], [room, id, 'look']);
    }));

  test('[THR23] after a crash everything is there', () =>
    pair(async ({ room, ada }) => {
      const one = await open(ada, room, 'one');
      const two = await open(ada, room, 'two');
      await reply(ada, room, one.id, 'three');
      await ada.do('thread.resolve', room, { id: uuid(), thread: two.id });
      const all = await ada.do('thread.list', room, { state: 'all' });
      const history = await ada.do('thread.history', room, { thread: one.id });
      await workspace.crash();
      const again = await workspace.enter('ada', room, 'owner');
      assert.deepEqual(await again.do('thread.list', room, { state: 'all' }), all);
      assert.deepEqual(await again.do('thread.history', room, { thread: one.id }), history);
      assert.equal(again.joined.open_threads, 1);
    }));
});
