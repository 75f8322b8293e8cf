// Chat for a stock Socket.IO client: order, exactly once, history, changes to messages.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Workspace, newRoom, uuid } from './lib/atelier.mjs';

let workspace;
before(async () => (workspace = await Workspace.open(['--rate-limits', 'off'])));
after(() => workspace?.close());

/** Two people in a room of their own. */
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

const textsOf = ({ messages }) => messages.map((message) => message.text);

describe('chat.send', () => {
  test('[EVT40][EVT41] reaches everyone, the sender before the acknowledgement', () =>
    pair(async ({ room, ada, bob }) => {
      const id = uuid();
      const { seq, at } = await ada.do('chat.send', room, { id, text: 'hello äöü 😀' });
      const own = await ada.events.until(({ name }) => name === 'ack' || name === 'chat.message');
      if (own.name === 'ack') assert.notEqual(own.values[0].seq, seq); // the one of the join
      const first = await ada.events.until((event) => event.name !== 'presence.diff');
      const [message, ack] = own.name === 'ack' ? [first, await ada.events.next()] : [own, first];
      assert.deepEqual([message.name, ack.name], ['chat.message', 'ack']);
      const [where, received] = await bob.event('chat.message');
      assert.equal(where, room);
      assert.deepEqual(received, message.values[1]);
      const { from, ...rest } = received;
      assert.deepEqual(rest, { id, seq, at, text: 'hello äöü 😀' });
      assert.deepEqual(Object.keys(from).sort(), ['id', 'kind', 'name']);
      assert.equal(from.id, 'ada');
    }));

  test('[EVT40] the same id twice is stored once and acknowledged alike', () =>
    pair(async ({ room, ada, bob }) => {
      const body = { id: uuid(), text: 'once', extra: { b: 1, a: 2 } };
      const first = await ada.do('chat.send', room, body);
      const reordered = { extra: { a: 2, b: 1 }, text: 'once', id: body.id };
      assert.deepEqual(await ada.do('chat.send', room, reordered), first);
      const many = await Promise.all(
        Array.from({ length: 5 }, () => ada.do('chat.send', room, body)),
      );
      for (const answer of many) assert.deepEqual(answer, first);
      assert.deepEqual(textsOf(await bob.do('chat.history', room, {})), ['once']);
    }));

  test('[EVT40] the same id with another body is a conflict', () =>
    pair(async ({ room, ada, bob }) => {
      const id = uuid();
      await ada.do('chat.send', room, { id, text: 'one' });
      assert.equal(await ada.codeOf('chat.send', room, { id, text: 'two' }), 'conflict');
      // The key belongs to the principal: another person may use the same.
      await bob.do('chat.send', room, { id, text: 'three' });
      assert.deepEqual(textsOf(await ada.do('chat.history', room, {})), ['one', 'three']);
    }));

  test('[EVT40] unknown fields are kept and forwarded', () =>
    pair(async ({ room, ada, bob }) => {
      const more = { colour: 'red', nested: { a: [1, null, 'ä'] } };
      await ada.say(room, 'with more', more);
      const [, message] = await bob.event('chat.message');
      assert.deepEqual({ colour: message.colour, nested: message.nested }, more);
      const { messages } = await bob.do('chat.history', room, {});
      assert.deepEqual(messages[0], message);
      const large = { id: uuid(), text: 'x', more: 'y'.repeat(5000) };
      const code = await ada.codeOf('chat.send', room, large);
      assert.ok(['too_large', 'invalid'].includes(code), code);
    }));

  test('[EVT40] what is no message is refused', () =>
    pair(async ({ room, ada }) => {
      const bodies = {
        'no id': { text: 'x' },
        'an id that is no UUIDv7': { id: 'abc', text: 'x' },
        'no text': { id: uuid() },
        'an empty text': { id: uuid(), text: '' },
        'a text that is a number': { id: uuid(), text: 7 },
      };
      for (const [what, body] of Object.entries(bodies)) {
        assert.equal(await ada.codeOf('chat.send', room, body), 'invalid', what);
      }
      const long = { id: uuid(), text: 'x'.repeat(16_385) };
      assert.ok(['too_large', 'invalid'].includes(await ada.codeOf('chat.send', room, long)));
      await ada.say(room, 'x'.repeat(16_384));
    }));

  test('two people who write at once agree on the order', () =>
    pair(async ({ room, ada, bob }) => {
      const sent = [];
      for (let i = 0; i < 40; i++) sent.push(ada.say(room, `a${i}`), bob.say(room, `b${i}`));
      await Promise.all(sent);
      const seen = await Promise.all(
        [ada, bob].map(async (client) => {
          const messages = [];
          while (messages.length < 80) messages.push((await client.event('chat.message'))[1]);
          return messages;
        }),
      );
      assert.deepEqual(seen[0], seen[1]);
      const own = seen[0].map(({ text }) => text).filter((text) => text.startsWith('a'));
      assert.deepEqual(
        own,
        Array.from({ length: 40 }, (_, i) => `a${i}`),
      );
      const { messages } = await ada.do('chat.history', room, { limit: 200 });
      assert.deepEqual(messages, seen[0]);
    }));
});

describe('chat.history', () => {
  test('[EVT42] pages in both directions while others write', () =>
    pair(async ({ room, ada, bob }) => {
      const seqs = [];
      for (let i = 0; i < 12; i++) seqs.push((await ada.say(room, `${i}`)).seq);
      const newest = await bob.do('chat.history', room, { limit: 5 });
      assert.deepEqual(textsOf(newest), ['7', '8', '9', '10', '11']);
      assert.equal(newest.has_more, true);
      await ada.say(room, 'new');
      const before = await bob.do('chat.history', room, { before: seqs[7], limit: 5 });
      assert.deepEqual(textsOf(before), ['2', '3', '4', '5', '6']);
      const first = await bob.do('chat.history', room, { before: seqs[2], limit: 5 });
      assert.deepEqual(textsOf(first), ['0', '1']);
      assert.equal(first.has_more, false);
      const behind = await bob.do('chat.history', room, { after: seqs[1], limit: 3 });
      assert.deepEqual(textsOf(behind), ['2', '3', '4']);
      assert.equal(behind.has_more, true);
      const around = await bob.do('chat.history', room, { around: seqs[5], limit: 5 });
      assert.ok(textsOf(around).includes('5'));
      assert.ok(around.messages.length <= 5);
    }));

  test('[EVT42] what is no page is refused', () =>
    pair(async ({ room, bob }) => {
      for (const query of [{ limit: 0 }, { limit: 201 }, { limit: 'x' }, { after: 'x' }]) {
        assert.equal(
          await bob.codeOf('chat.history', room, query),
          'invalid',
          JSON.stringify(query),
        );
      }
      assert.deepEqual((await bob.do('chat.history', room, {})).messages, []);
    }));
});

describe('changes to messages', () => {
  test('[EVT43] the author edits, others may not', () =>
    pair(async ({ room, ada, bob }) => {
      const { seq } = await bob.say(room, 'before');
      const edit = () => ({ id: uuid(), seq, text: 'behind' });
      assert.equal(await ada.codeOf('chat.edit', room, edit()), 'forbidden');
      await bob.do('chat.edit', room, edit());
      const [, edited] = await ada.event('chat.edited');
      assert.equal(edited.target, seq);
      assert.equal(edited.text, 'behind');
      const { messages } = await ada.do('chat.history', room, {});
      assert.equal(messages[0].text, 'behind');
      assert.equal(typeof messages[0].edited_at, 'number');
    }));

  test('[EVT44] a deleted text is gone for everyone', () =>
    pair(async ({ room, ada, bob }) => {
      const mine = await ada.say(room, 'secret one');
      const theirs = await bob.say(room, 'secret two');
      const body = { id: uuid(), seq: mine.seq };
      assert.equal(await bob.codeOf('chat.delete', room, body), 'forbidden');
      await ada.do('chat.delete', room, { id: uuid(), seq: theirs.seq });
      const [, deleted] = await bob.event('chat.deleted');
      assert.equal(deleted.target, theirs.seq);
      const history = await bob.do('chat.history', room, {});
      assert.ok(!JSON.stringify(history).includes('secret two'));
      const { events } = await bob.do('room.events', room, { after: mine.seq });
      assert.ok(!JSON.stringify(events).includes('secret two'));
    }));

  test('[EVT45] reactions are counted once for each person', () =>
    pair(async ({ room, ada, bob }) => {
      const { seq } = await ada.say(room, 'like me');
      const react = (on) => ({ id: uuid(), seq, emoji: '👍', on });
      await bob.do('chat.react', room, react(true));
      const [, reaction] = await ada.event('chat.reaction');
      assert.deepEqual([reaction.target, reaction.emoji, reaction.on], [seq, '👍', true]);
      await bob.do('chat.react', room, react(true));
      await ada.do('chat.react', room, react(true));
      await ada.do('chat.react', room, react(false));
      const { messages } = await ada.do('chat.history', room, {});
      assert.deepEqual(messages[0].reactions, { '👍': ['bob'] });
    }));

  test('[EVT47] a read mark moves forward only', () =>
    pair(async ({ room, ada, bob }) => {
      const first = await ada.say(room, 'one');
      const second = await ada.say(room, 'two');
      await bob.do('chat.read', room, { seq: second.seq });
      const [, receipt] = await ada.event('chat.receipt');
      assert.deepEqual([receipt.principal, receipt.read_seq], ['bob', second.seq]);
      await bob.ask('chat.read', room, { seq: first.seq });
      const { receipts } = await ada.do('chat.receipts', room);
      assert.equal(receipts.bob, second.seq);
    }));

  test('[EVT48] typing is shown to others', () =>
    pair(async ({ room, ada, bob }) => {
      bob.emit('chat.typing', room, { on: true });
      const [where, typing] = await ada.event('chat.typing');
      assert.equal(where, room);
      assert.deepEqual([typing.from.id, typing.on], ['bob', true]);
    }));
});
