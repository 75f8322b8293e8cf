import { expect, test } from 'vitest';
import { createFetch, session } from '../../test/fetch';
import { createWorld, inRoom } from '../../test/kit';

const ann = { id: 'ann', name: 'Ann', kind: 'user' };
const meeting = { id: 'm1', seq: 11, title: 'Kick-off', started_at: 5, started_by: ann };

test('[MTG1] [MTG2] starting and ending, and hearing of it', async () => {
  const world = await inRoom(10);
  const { meetings } = world.client;
  const seen: unknown[] = [];
  meetings.on('started', ({ room, meeting: made }) => seen.push([room, made.title]));
  meetings.on('ended', ({ meeting: id, ended_at: at }) => seen.push([id, at]));
  world.server.on('meeting.start', () => ({ ok: true, seq: 11, at: 5, meeting }));
  world.server.on('meeting.end', () => ({ ok: true, seq: 12, at: 9 }));
  expect(await meetings.start('r', 'Kick-off')).toEqual({ ok: true, value: meeting });
  expect(world.server.names('meeting.start')[0]?.args[1]).toMatchObject({ title: 'Kick-off' });
  world.server.event('meeting.started', 'r', { seq: 11, meeting, from: ann, at: 5 });
  expect(await meetings.end('r', 'm1')).toMatchObject({ ok: true });
  const ended = { seq: 12, meeting: 'm1', ended_at: 9, from: ann, at: 9 };
  world.server.event('meeting.ended', 'r', ended);
  expect(seen).toEqual([
    ['r', 'Kick-off'],
    ['m1', 9],
  ]);
});

test('[MTG6] [MTG7] what was, and what came of it', async () => {
  const world = await inRoom(10);
  const { meetings } = world.client;
  const over = { ...meeting, ended_at: 9, ended_by: ann };
  const page = {
    meetings: [{ ...over, people: 2, decisions: 1, threads: 0 }],
    has_more: false,
  };
  const person = { ...ann, ms: 4, first_at: 5, last_at: 9 };
  const lists = { surfaces: ['s1'], files: [], threads: [{ id: 't1', open: true }] };
  const summary = { meeting: over, people: [person], decisions: [7], ...lists };
  world.server.on('meeting.list', () => ({ ok: true, ...page }));
  world.server.on('meeting.summary', () => ({ ok: true, ...summary }));
  expect(await meetings.list('r', { limit: 5 })).toMatchObject({ ok: true, value: page });
  expect(world.server.names('meeting.list')[0]?.args[1]).toEqual({ limit: 5 });
  expect(await meetings.summary('r', 'm1')).toMatchObject({ ok: true, value: summary });
});

test('[RST38] whom a summary may go to, and sending it', async () => {
  const mara = { id: 'g-1', name: 'Mara', kind: 'guest', attended: true };
  const sent = { mailed: true, sent: { at: 9, count: 2, by: 'ann' } };
  const { fetch, calls } = createFetch({
    'GET /session': () => session('c1'),
    'GET /rooms/r/meetings/m1/recipients': () => ({ people: [mara], mail: true }),
    'POST /rooms/r/meetings/m1/send': () => sent,
  });
  const { meetings } = createWorld({ fetch }).client;
  const found = { ok: true, value: { people: [mara], mail: true } };
  expect(await meetings.recipients('r', 'm1')).toEqual(found);
  const wish = { people: ['g-1'], emails: ['zoe@example.org'], language: 'de' };
  expect(await meetings.send('r', 'm1', wish)).toEqual({ ok: true, value: sent });
  const body = calls.find((call) => call.method === 'POST')?.body as string;
  expect(JSON.parse(body)).toEqual({ id: expect.any(String) as string, ...wish });
});
