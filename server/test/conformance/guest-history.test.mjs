// What guests see of the time before they came: nothing, where the room says so.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Workspace, newRoom, uuid } from './lib/atelier.mjs';
import { Owner } from './lib/owner.mjs';

let workspace;
let owner;
before(async () => {
  workspace = await Workspace.open(['--rate-limits', 'off']);
  owner = await Owner.setUp(workspace.server);
});
after(() => workspace?.close());

const send = (who, room, text) => who.do('chat.send', room, { id: uuid(), text });
const textsOf = ({ messages }) => messages.map(({ text }) => text);
const socketOf = async (person) => workspace.connectWith((await person.post('/token')).token);

/** A room with a past, its owner, and a guest who came by a link after it. */
async function roomWithPast() {
  const room = newRoom();
  await owner.post('/rooms', { name: 'Kick-off', id: room });
  const ann = await socketOf(owner);
  await ann.do('room.join', room);
  const old = await send(ann, room, 'the secret plan');
  await ann.do('chat.pin', room, { id: uuid(), seq: old.seq, on: true });
  const { surface } = await ann.do('surface.create', room, {
    id: uuid(),
    kind: 'rich',
    title: 'Plan',
  });
  const thread = uuid();
  const anchor = { surface: surface.id, target: 'text' };
  await ann.do('thread.open', room, { id: thread, anchor, text: 'a secret comment' });
  await ann.do('room.configure', room, { id: uuid(), guest_history: 'joined' });
  const { link, secret } = await ann.do('link.create', room, { id: uuid(), role: 'editor' });
  const guest = new Owner(workspace.server);
  const answer = await guest.call('POST', `/links/${link.id}/join`, { secret, name: 'Gus' });
  assert.equal(answer.status, 200, answer.text);
  [guest.cookie] = answer.headers['set-cookie'].split(';');
  await guest.refresh();
  const gus = await socketOf(guest);
  const joined = await gus.do('room.join', room);
  return { room, ann, gus, guest, joined, old, thread, surface };
}

test('[EVT25] a guest reads from when they came', async () => {
  const { room, ann, gus, joined, old, thread } = await roomWithPast();
  assert.equal(joined.guest_history, 'joined');
  assert.ok(joined.history_from > 0);
  assert.deepEqual([joined.unread, joined.open_threads], [0, 0]);
  assert.equal((await ann.do('room.join', room)).history_from, undefined);

  await send(ann, room, 'welcome to the plan');
  for (const bounds of [{}, { after: 0 }, { around: old.seq }, { before: old.seq + 1 }]) {
    const page = await gus.do('chat.history', room, bounds);
    const sees = 'before' in bounds ? [] : ['welcome to the plan'];
    assert.deepEqual([textsOf(page), page.has_more], [sees, false], JSON.stringify(bounds));
  }
  assert.deepEqual((await gus.do('chat.pins', room)).messages, []);
  const { hits } = await gus.do('chat.search', room, { words: 'plan' });
  assert.deepEqual(
    hits.map(({ message }) => message.text),
    ['welcome to the plan'],
  );
  assert.deepEqual((await gus.do('thread.list', room, { state: 'all' })).threads, []);
  assert.equal(await gus.codeOf('thread.get', room, { thread }), 'not_found');
  assert.equal(await gus.codeOf('thread.history', room, { thread }), 'not_found');
  const events = await gus.do('room.events', room, { after: 0, limit: 200 });
  assert.ok(!JSON.stringify(events).includes('secret'), JSON.stringify(events));
  assert.ok(JSON.stringify(events).includes('welcome'));
});

test('[EVT25] what changes something older is not sent to them', async () => {
  const { room, ann, gus, old, thread } = await roomWithPast();
  const heard = [];
  for (const name of ['chat.edited', 'chat.reaction', 'chat.pinned', 'thread.replied']) {
    gus.socket.on(name, (_room, event) => heard.push([name, event]));
  }
  await ann.do('chat.edit', room, { id: uuid(), seq: old.seq, text: 'the secret plan, mended' });
  await ann.do('chat.react', room, { id: uuid(), seq: old.seq, emoji: '🎉', on: true });
  await ann.do('thread.reply', room, { id: uuid(), thread, text: 'a secret reply' });
  const said = gus.event('chat.message');
  const fresh = await send(ann, room, 'something new');
  await said;
  assert.deepEqual(heard, [], 'all of it would have come before the message');
  const edited = gus.event('chat.edited');
  await ann.do('chat.edit', room, { id: uuid(), seq: fresh.seq, text: 'something newer' });
  assert.equal((await edited)[1].text, 'something newer');
  const events = await gus.do('room.events', room, { after: 0, limit: 200 });
  assert.ok(!JSON.stringify(events).includes('secret'), JSON.stringify(events));
});

test('[EVT25][VER23] documents are shown as they are, without their past', async () => {
  const { room, guest, surface, old } = await roomWithPast();
  const document = `/rooms/${room}/documents/rich.${surface.id}`;
  await owner.post(document, { mode: 'append', text: 'As it is now.' });
  const versions = await guest.call('GET', `${document}/versions`);
  const mine = await owner.call('GET', `${document}/versions`);
  assert.deepEqual([versions.status, mine.status], [403, 200], versions.text + mine.text);
  const { last_message } = await guest.get(`/rooms/${room}`);
  assert.equal(last_message, undefined, `not ${old.seq}`);
  assert.deepEqual((await guest.get(`/search?q=secret`)).hits, []);
  assert.deepEqual((await guest.get(`/rooms/${room}/messages`)).messages, []);
});

test('[EVT25] it holds after a restart, and can be taken back', async () => {
  const { room, guest } = await roomWithPast();
  await workspace.crash();
  for (const each of [owner, guest]) {
    each.server = workspace.server;
    await each.refresh();
  }
  const gus = await socketOf(guest);
  await gus.do('room.join', room);
  assert.deepEqual((await gus.do('chat.history', room, {})).messages, []);
  const ann = await socketOf(owner);
  await ann.do('room.join', room);
  const told = gus.event('room.configured');
  await ann.do('room.configure', room, { id: uuid(), guest_history: 'all' });
  assert.equal((await told)[1].guest_history, 'all');
  assert.deepEqual(textsOf(await gus.do('chat.history', room, {})), ['the secret plan']);
});
