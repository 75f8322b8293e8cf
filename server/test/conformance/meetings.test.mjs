// A meeting over a real socket: started, attended by two, ended; its summary outlives a restart.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Workspace, uuid } from './lib/atelier.mjs';
import { MailServer } from './lib/mail.mjs';
import { Owner } from './lib/owner.mjs';
import { request } from './lib/http.mjs';

describe('meetings', () => {
  let workspace;
  let mail;
  let owner;
  let host;
  let meeting;

  async function come() {
    const { token } = await owner.post('/token');
    host = await workspace.connectWith(token);
    return host.do('room.join', 'kick');
  }
  before(async () => {
    mail = await MailServer.open();
    const from = ['--mail-from', 'rooms@studio.example', '--mail-starttls', 'off'];
    const options = ['--rate-limits', 'off', '--mail-url', mail.url(), ...from];
    workspace = await Workspace.open(options);
    owner = await Owner.setUp(workspace.server);
    await owner.post('/rooms', { name: 'Kick-off', id: 'kick' });
    await come();
  });
  after(async () => {
    await workspace?.close();
    await mail?.close();
  });

  const summary = () => host.do('meeting.summary', 'kick', { meeting: meeting.id });

  test('[MTG1][MTG2][RST28] it is told to who is there, to who comes and to lists', async () => {
    ({ meeting } = await host.do('meeting.start', 'kick', { id: uuid(), title: 'Kick-off' }));
    const [room, told] = await host.event('meeting.started');
    assert.equal(room, 'kick');
    assert.deepEqual(told.meeting, meeting);
    assert.equal((await come()).meeting.id, meeting.id);
    const { rooms } = await owner.get('/rooms');
    assert.equal(rooms.find(({ id }) => id === 'kick').meeting.title, 'Kick-off');
  });

  test('[MTG7][MTG9] who was there and what was pinned is in the summary', async () => {
    const { seq } = await host.do('chat.send', 'kick', { id: uuid(), text: 'We ship on Friday.' });
    await host.do('chat.pin', 'kick', { id: uuid(), seq, on: true });
    await host.do('meeting.end', 'kick', { id: uuid(), meeting: meeting.id });
    const [, ended] = await host.event('meeting.ended');
    assert.equal(ended.meeting, meeting.id);
    const told = await summary();
    assert.deepEqual(told.decisions, [seq]);
    assert.equal(told.people.length, 1);
    assert.ok(told.people[0].ms >= 0);
    const { ok, ...rest } = told;
    assert.ok(ok);
    assert.deepEqual(await owner.get(`/rooms/kick/meetings/${meeting.id}`), rest);
  });

  test('[MTG8] after a restart it is all there', async () => {
    const before = await summary();
    await workspace.crash();
    owner.server = workspace.server;
    await come();
    assert.deepEqual(await summary(), before);
    const { meetings } = await owner.get('/rooms/kick/meetings');
    assert.deepEqual(
      meetings.map(({ id, decisions, people }) => [id, decisions, people]),
      [[meeting.id, 1, 1]],
    );
  });

  test('[RST38][MTG10][MTG12] its summary is mailed, and read by the link of the mail', async () => {
    await owner.refresh();
    const path = `/rooms/kick/meetings/${meeting.id}`;
    assert.deepEqual(await owner.get(`${path}/recipients`), { people: [], mail: true });
    const wish = { id: uuid(), emails: ['zoe@client.example'], note: 'See you on Monday.' };
    const { sent } = await owner.post(`${path}/send`, wish);
    assert.equal(sent.count, 1);
    const got = await mail.next('the summary');
    assert.deepEqual(got.to, ['zoe@client.example']);
    assert.equal(got.headers.subject, 'Summary: Kick-off');
    assert.match(got.text, /> See you on Monday\./);
    const [, link, secret, place] = /\/join\/([^#]+)#([^/]+)\/(.+)$/.exec(got.link);
    assert.equal(place, `summary/${meeting.id}`);
    const joined = await request(workspace.server, 'POST', `/api/v1/links/${link}/join`, {
      headers: { 'Content-Type': 'application/json', Origin: workspace.server.url },
      body: JSON.stringify({ secret, name: 'Zoe' }),
    });
    assert.equal(joined.status, 200, joined.text);
    const { token } = JSON.parse(joined.text);
    const zoe = await workspace.connectWith(token);
    await zoe.do('room.join', 'kick');
    const told = await zoe.do('meeting.summary', 'kick', { meeting: meeting.id });
    assert.deepEqual(told.sent, sent);
    assert.deepEqual(await owner.post(`${path}/send`, wish), { mailed: true, sent });
    assert.equal(mail.mails.length, 0);
  });
});
