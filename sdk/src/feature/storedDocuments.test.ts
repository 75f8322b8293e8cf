import { expect, test } from 'vitest';
import { createFetch, refusal, session } from '../../test/fetch';
import { createWorld } from '../../test/kit';

const at = 1_700_000_000_000;
const people = { ana: { name: 'Ana', kind: 'user' }, li: { name: 'Li', kind: 'guest' } };
const named = { at, kind: 'named', id: 'v1', name: 'Sent', from: 'ana', authors: ['ana', 'li'] };
const answered = {
  at,
  kind: 'named',
  id: 'v1',
  name: 'Sent',
  from: { id: 'ana', name: 'Ana', kind: 'user' },
};
const automatic = { at: at - 5_000, kind: 'automatic', authors: ['li'] };
const documents = '/rooms/r/documents';
const brief = `${documents}/rich.s1`;

test('[VER20] documents are listed, with the surface that shows them', async () => {
  const surface = { id: 's1', kind: 'rich', title: 'Brief' };
  const list = [
    { document: 'rich.s1', created_at: at, surface },
    { document: 'notes', created_at: at },
  ];
  const { fetch } = createFetch({ [`GET ${documents}`]: () => ({ documents: list }) });
  const stored = await createWorld({ fetch }).client.documents.stored('r');
  expect(await stored.list()).toEqual({ ok: true, value: list });
});

test('[VER21] a document is read by its kind, as of a time, and as a file', async () => {
  const text = { type: 'text', text: 'Hi', styles: { bold: true } };
  const link = { type: 'link', href: 'https://a.example', content: [text] };
  const inner = { type: 'paragraph', props: {}, content: [], children: [] };
  const block = { ...inner, id: 'b1', content: [text, link], children: [inner] };
  const { fetch } = createFetch({
    [`GET ${brief}`]: () => ({ document: 'rich.s1', kind: 'rich', blocks: [block] }),
    [`GET ${brief}?at=${String(at)}`]: () => ({ document: 'rich.s1', kind: 'text', text: 'old' }),
    [`GET ${documents}/board`]: () => ({ document: 'board', kind: 'other', roots: { m: {} } }),
    [`GET ${documents}/broken`]: () => ({ document: 'broken', kind: 'rich', blocks: [{}] }),
    [`GET ${brief}?format=markdown&at=${String(at)}`]: () => new Response('# Hi'),
  });
  const stored = await createWorld({ fetch }).client.documents.stored('r');
  expect(await stored.read('rich.s1')).toMatchObject({ value: { blocks: [block] } });
  expect(await stored.read('rich.s1', { at })).toMatchObject({ value: { text: 'old' } });
  expect(await stored.read('board')).toMatchObject({ value: { kind: 'other' } });
  expect(await stored.read('broken')).toMatchObject({ error: { code: 'internal' } });
  const file = await stored.download('rich.s1', { format: 'markdown', at });
  expect(file.ok && (await file.value.text())).toBe('# Hi');
  expect(stored.exportUrl('rich.s1', { format: 'html' })).toBe(
    `https://atelier.test/api/v1${brief}?format=html`,
  );
});

test('[VER22] a document is written, as text or as Markdown', async () => {
  const { fetch, calls } = createFetch({
    'GET /session': () => session('c1'),
    [`POST ${documents}/notes`]: () => ({ at }),
  });
  const stored = await createWorld({ fetch }).client.documents.stored('r');
  expect(await stored.write('notes', { mode: 'append', text: 'one' })).toMatchObject({
    value: { at },
  });
  expect((await stored.write('notes', { mode: 'replace', markdown: '# A' })).ok).toBe(true);
  const bodies = calls.filter(({ method }) => method === 'POST').map(({ body }) => body);
  expect(bodies).toEqual(['{"mode":"append","text":"one"}', '{"mode":"replace","markdown":"# A"}']);
});

test('[VER23] versions and moments come with the people in them', async () => {
  const moments = [
    { at: 1, added: 3, removed: 0 },
    { at, author: 'ana', added: 1, removed: 2 },
  ];
  const page = { versions: [named, automatic], moments, people };
  const { fetch } = createFetch({
    [`GET ${brief}/versions`]: () => page,
    [`GET ${documents}/odd/versions`]: () => ({ ...page, versions: [{ ...named, kind: 'x' }] }),
    [`GET ${documents}/mine/versions`]: () => refusal(403, 'forbidden'),
  });
  const stored = await createWorld({ fetch }).client.documents.stored('r');
  expect(await stored.versions('rich.s1')).toEqual({ ok: true, value: page });
  expect(await stored.versions('odd')).toMatchObject({ error: { code: 'internal' } });
  expect(await stored.versions('mine')).toMatchObject({ error: { code: 'forbidden' } });
});

test('[VER24] a version is named once for each id, named otherwise, and loses its name', async () => {
  const { fetch, calls } = createFetch({
    'GET /session': () => session('c1'),
    [`POST ${brief}/versions`]: () => Response.json(answered, { status: 201 }),
    [`PATCH ${brief}/versions/v1`]: () => ({ ...answered, name: 'Out' }),
    [`DELETE ${brief}/versions/v1`]: () => new Response(null, { status: 204 }),
  });
  const stored = await createWorld({ fetch }).client.documents.stored('r');
  expect(await stored.name('rich.s1', 'Sent', { id: 'v1' })).toEqual({ ok: true, value: answered });
  expect((await stored.name('rich.s1', 'Sent', { at: 7 })).ok).toBe(true);
  expect(await stored.rename('rich.s1', 'v1', 'Out')).toMatchObject({ value: { name: 'Out' } });
  expect(await stored.unname('rich.s1', 'v1')).toEqual({ ok: true, value: undefined });
  const writes = calls.filter(({ method }) => method !== 'GET');
  expect(writes.map(({ method }) => method)).toEqual(['POST', 'POST', 'PATCH', 'DELETE']);
  expect(writes[0]?.body).toBe('{"id":"v1","name":"Sent"}');
  expect(writes[1]?.body).toMatch(/^{"id":"[0-9a-f-]{36}","name":"Sent","at":7}$/);
  expect(writes[2]?.body).toBe('{"name":"Out"}');
});

test('[VER10] [VER25] a difference is asked for between two times, or with now', async () => {
  const runs = [
    { text: 'a', change: 'same', marks: { bold: {} } },
    { text: 'b', change: 'added', from: 'li', at },
  ];
  const block = { type: 'heading', props: { level: 1 }, depth: 0, change: 'changed', runs };
  const difference = { blocks: [block], added: 1, removed: 0, people };
  const { fetch } = createFetch({
    [`GET ${brief}/difference?from=1&to=2`]: () => difference,
    [`GET ${brief}/difference?from=1`]: () => ({ ...difference, blocks: [] }),
    [`GET ${brief}/difference`]: () => ({ ...difference, blocks: [{ ...block, depth: -1 }] }),
  });
  const stored = await createWorld({ fetch }).client.documents.stored('r');
  expect(await stored.difference('rich.s1', { from: 1, to: 2 })).toMatchObject({
    value: difference,
  });
  expect(await stored.difference('rich.s1', { from: 1 })).toMatchObject({ value: { blocks: [] } });
  expect(await stored.difference('rich.s1')).toMatchObject({ error: { code: 'internal' } });
});

test('[VER26] [VER27] [VER28] a version is restored, authors are told, a history is purged', async () => {
  const authors = {
    parts: [[7, 0, 12, 0, at]],
    people: [{ id: 'ana', name: 'Ana', kind: 'user' }],
  };
  const { fetch, calls } = createFetch({
    'GET /session': () => session('c1'),
    [`POST ${brief}/restore`]: () => ({ at: at + 1, before: at - 1 }),
    [`GET ${brief}/authors`]: () => authors,
    [`GET ${documents}/odd/authors`]: () => ({ ...authors, parts: [[7, 0]] }),
    [`DELETE ${brief}/history`]: () => new Response(null, { status: 204 }),
  });
  const stored = await createWorld({ fetch }).client.documents.stored('r');
  expect(await stored.restore('rich.s1', at)).toEqual({
    ok: true,
    value: { at: at + 1, before: at - 1 },
  });
  expect(calls.at(-1)?.body).toBe(`{"at":${String(at)}}`);
  expect(await stored.authors('rich.s1')).toEqual({ ok: true, value: authors });
  expect(await stored.authors('odd')).toMatchObject({ error: { code: 'internal' } });
  expect(await stored.purge('rich.s1')).toEqual({ ok: true, value: undefined });
});

test('[VER29] a room has an address for its archive', () => {
  const { client } = createWorld({});
  expect(client.rooms.exportUrl('r')).toBe('https://atelier.test/api/v1/rooms/r/export');
});
