// The documents' part of the report, and what the generator says and hears.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hocuspocus, yjs } from '../documents/wire.mjs';
import { fullDocuments } from '../lib/documents.mjs';
import { documentsMarkdown, summariseDocuments } from '../lib/documentsReport.mjs';

const engine = (server, task, ms, bytes) => ({
  ...{ kind: 'engine', server, task, ms, bytes },
  updates: 1000,
});
const relay = (server, server_cpu_s) => ({
  ...{ kind: 'relay', server, in_flight: 1, readers: 500 },
  ...{ updates: 100, server_cpu_s, wall_s: 1 },
});
const samples = [
  engine('atelier', 'apply', 10, 1),
  engine('atelier', 'apply', 30, 1),
  engine('atelier', 'apply', 20, 1),
  engine('yjs', 'memory', 1, 2_000_000),
  relay('atelier', 0.1),
  relay('peer', 1),
  { kind: 'joiners', server: 'peer', joiners: 150, server_cpu_s: 2.5, wall_s: 3 },
  { kind: 'idle_documents', server: 'peer', documents: 10, bytes: 50_000 },
];

test('samples of one thing become one median with its range', () => {
  const entries = summariseDocuments(samples);
  assert.equal(entries.length, 6);
  const { median, min, max } = entries[0].figure;
  assert.deepEqual([median, min, max], [20, 10, 30]);
  const relays = entries.filter(({ kind }) => kind === 'relay');
  assert.deepEqual(
    relays.map(({ figure }) => figure.median),
    [1000, 100],
  );
});

test('the report has a row for each engine and each server', () => {
  const settings = { ...fullDocuments, idle_documents: 10 };
  const text = documentsMarkdown(summariseDocuments(samples), settings);
  assert.match(text, /\| atelier \| – \| \*\*20\.0\*\* \(50,000\/s\) \|/);
  assert.match(text, /\| yjs \|.*\*\*2,000,000\*\* B \|/);
  assert.match(text, /\| peer \| \*\*100\*\* .* \| \*\*2\.50\*\* .* \| \*\*5,000\*\* .* \|/);
});

test('messages are read as they are written, in both protocols', () => {
  const update = Buffer.alloc(300, 7);
  for (const protocol of [yjs, hocuspocus]) {
    const found = protocol.read(protocol.update('bench/x', update));
    assert.equal(found.kind, 'update');
    assert.deepEqual(found.bytes, update);
    assert.equal(protocol.read(protocol.answer('bench/x')).kind, 'state');
    const asks = protocol.hello('bench/x', 'token').map((bytes) => protocol.read(bytes).kind);
    assert.equal(asks.at(-1), 'asked');
  }
});
