// The door of a room: who comes by a link knocks, owners hear of it live, and what they answer
// outlives a crash of the server.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Workspace, uuid } from './lib/atelier.mjs';
import { Owner } from './lib/owner.mjs';

describe('knocking', () => {
  let workspace;
  let owner;
  let host;
  let link;

  async function come() {
    const { token } = await owner.post('/token');
    host = await workspace.connectWith(token);
    await host.do('room.join', 'kick');
  }
  before(async () => {
    workspace = await Workspace.open(['--rate-limits', 'off']);
    owner = await Owner.setUp(workspace.server);
    await owner.post('/rooms', { name: 'Kick-off', id: 'kick' });
    await come();
    link = await host.do('link.create', 'kick', { id: uuid() });
    await host.do('room.configure', 'kick', { id: uuid(), knock: true });
  });
  after(() => workspace?.close());

  const path = (verb) => `/links/${link.link.id}/${verb}`;
  async function knock(guest, name) {
    const answer = await guest.call('POST', path('join'), { secret: link.secret, name });
    const cookie = answer.headers['set-cookie'];
    if (cookie) {
      [guest.cookie] = cookie.split(';');
      await guest.refresh();
    }
    return answer;
  }
  /** Who stands at the door, as soon as the owner hears of somebody named so. */
  async function heard(name) {
    const named = (room, { waiting }) => waiting.some((each) => each.name === name);
    const [, { waiting }] = await host.event('knock.waiting', named);
    return waiting.find((each) => each.name === name);
  }
  const answer = (principal, letIn) =>
    host.do('knock.answer', 'kick', { id: uuid(), principal, let_in: letIn });
  const door = async (guest) => (await guest.get('/rooms/kick/knock')).state;

  test('[EVT23][EVT10] the setting is told to who is there and to who comes', async () => {
    const [room, change] = await host.event('room.configured');
    assert.equal(room, 'kick');
    assert.equal(change.knock, true);
    assert.equal((await host.do('room.join', 'kick')).knock, true);
  });

  test('[RST15][RST27][EVT72][EVT73] a guest knocks, is let in and is in', async () => {
    const gus = new Owner(workspace.server);
    const told = await knock(gus, 'Gus');
    assert.equal(told.status, 202, told.text);
    assert.deepEqual([told.json.state, told.json.hosts], ['waiting', true]);
    const { id } = await heard('Gus');
    assert.equal(id, told.json.principal.id);
    assert.equal((await gus.call('GET', '/rooms/kick')).status, 404);
    assert.equal(await door(gus), 'waiting');
    await answer(id, true);
    const [, answered] = await host.event('knock.answered');
    assert.deepEqual([answered.principal.name, answered.let_in], ['Gus', true]);
    assert.equal(await door(gus), 'in');
    const joined = await knock(gus);
    assert.equal(joined.status, 200, joined.text);
    assert.equal(joined.json.principal.id, id);
    assert.equal((await gus.get('/rooms/kick')).role, 'commenter');
  });

  test('[AUTH83] answers outlive kill -9, who waits knocks again', async () => {
    const [eve, ida, kim] = [1, 2, 3].map(() => new Owner(workspace.server));
    await knock(eve, 'Eve');
    await knock(ida, 'Ida');
    const told = await knock(kim, 'Kim');
    assert.equal(told.status, 202, told.text);
    await answer((await heard('Eve')).id, false);
    const { waiting } = await host.do('knock.list', 'kick');
    assert.deepEqual(
      waiting.map((each) => each.name),
      ['Ida', 'Kim'],
    );
    await answer(waiting[0].id, true);
    await workspace.crash();
    for (const each of [owner, eve, ida, kim]) each.server = workspace.server;
    assert.deepEqual(
      await Promise.all([eve, ida, kim].map(door)),
      ['refused', 'in', 'knock'],
    );
    assert.equal((await knock(eve)).status, 403);
    assert.equal((await knock(ida)).status, 200);
    const again = await knock(kim);
    assert.deepEqual([again.status, again.json.hosts], [202, false]);
    await come();
    assert.equal((await host.do('knock.list', 'kick')).waiting[0].name, 'Kim');
  });

  test('[AUTH82] who leaves, or whose link is revoked, is off the list', async () => {
    const nia = new Owner(workspace.server);
    await knock(nia, 'Nia');
    await heard('Nia');
    assert.equal((await nia.call('DELETE', '/rooms/kick/knock')).status, 200);
    const without = (room, { waiting }) => !waiting.some((each) => each.name === 'Nia');
    await host.event('knock.waiting', without);
    assert.equal((await knock(nia)).status, 202);
    await host.do('link.revoke', 'kick', { id: uuid(), link: link.link.id });
    await host.event('knock.waiting', (room, { waiting }) => waiting.length === 0);
    assert.equal(await door(nia), 'knock');
    assert.equal((await knock(nia)).status, 404);
  });
});
