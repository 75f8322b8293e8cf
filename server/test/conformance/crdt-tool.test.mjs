// The command line of crdt_tool, and the golden documents through it.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, test } from 'node:test';
import * as Y from 'yjs';
import { Tool, bytes, contentOf, lines, records, vector } from './lib/crdt.mjs';

let tool;
before(() => (tool = new Tool()));
after(() => tool?.close());

const hello = (name) => {
  const doc = new Y.Doc();
  doc.getText(name).insert(0, 'hé');
  return Y.encodeStateAsUpdate(doc);
};

test('[YJS51] golden documents through every command', async () => {
  const v1 = lines('fuzz_v1.jsonl');
  const v2 = lines('fuzz_v2.jsonl');
  for (let index = 0; index < v1.length; index += 9) {
    const { name, updates, shuffled, ...expected } = v1[index];
    const state = bytes(expected.v1);
    const merged = bytes(expected.merged);
    const given = updates.map(bytes);
    const given2 = v2[index].updates.map(bytes);
    assert.deepEqual(await tool.run('apply', ...given), state, name);
    assert.deepEqual(await tool.run('apply', '--v2', ...given2), bytes(v2[index].v2), name);
    const order = shuffled.map((at) => given[at]);
    assert.equal(await tool.text('view', ...order), v2[index].view, name);
    assert.equal(await tool.text('view', '--v2', ...given2), v2[index].view, name);
    assert.deepEqual(await tool.run('sv', state), bytes(expected.sv), name);
    assert.deepEqual(await tool.run('sv', merged), bytes(expected.mergedSv), name);
    const half = bytes(expected.halfSv);
    assert.deepEqual(await tool.run('diff', merged, half), bytes(expected.diffUpdate), name);
    assert.deepEqual(contentOf(await tool.run('merge', ...given)), contentOf(state), name);
  }
});

test('[YJS51] replay counts, measures and hashes a trace as yjs holds it', async () => {
  const trace = vector('friendsforever.4000.updates');
  const doc = new Y.Doc();
  let updates = 0;
  for (let at = 0; at < trace.length; updates += 1) {
    const end = at + 4 + trace.readUInt32LE(at);
    Y.applyUpdate(doc, trace.subarray(at + 4, end));
    at = end;
  }
  const { ms, ...result } = JSON.parse(await tool.text('replay', trace));
  assert.ok(ms > 0);
  assert.deepEqual(result, {
    updates,
    bytes_v1: Y.encodeStateAsUpdate(doc).length,
    bytes_v2: Y.encodeStateAsUpdateV2(doc).length,
    pending: 0,
    text_sha256: createHash('sha256').update(doc.getText('text').toString()).digest('hex'),
  });
});

test('[YJS51] replay tells what is parked', async () => {
  const doc = new Y.Doc();
  const updates = [];
  doc.on('update', (update) => updates.push(update));
  doc.getText('text').insert(0, 'a');
  doc.getText('text').insert(1, 'b');
  doc.getText('text').delete(0, 1);
  const { pending, text_sha256: hash } = JSON.parse(
    await tool.text('replay', records(updates.slice(1))),
  );
  assert.equal(pending, 2);
  assert.equal(hash, createHash('sha256').digest('hex'));
});

test('[YJS51] view shows the roots that are asked for', async () => {
  const update = hello('a:b');
  const roots = ['--root', 'a:b:text', '--root=other:map', '--root', 'x:xml', '--root', 'l:array'];
  const shown = await tool.text('view', ...roots, update);
  assert.equal(shown, '{"a:b":[{"insert":"hé"}],"l":[],"other":{},"x":""}');
  assert.equal(await tool.text('view', '--root', 'a:b:str', update), '{"a:b":"hé"}');
  const empty = '{"array":[],"map":{},"str":"","text":[],"xml":""}';
  assert.equal(await tool.text('view', update), empty);
});

test('[YJS51] nothing is a document, too', async () => {
  assert.deepEqual(await tool.run('apply'), Buffer.from([0, 0]));
  assert.deepEqual(await tool.run('merge'), Buffer.from([0, 0]));
  const { updates, pending } = JSON.parse(await tool.text('replay', Buffer.alloc(0)));
  assert.deepEqual({ updates, pending }, { updates: 0, pending: 0 });
});

test('[YJS51] bad input gives exit 1, one line on stderr and nothing on stdout', async () => {
  const update = hello('text');
  const cut = update.subarray(0, update.length - 1);
  const bad = [
    [],
    ['nonsense'],
    ['apply', '--nonsense'],
    ['apply', cut],
    ['apply', '--v2', update],
    ['apply', '/nonexistent/file'],
    ['apply', '/'],
    ['merge', update, cut],
    ['diff', update],
    ['diff', update, Buffer.from([1])],
    ['sv', update, update],
    ['sv', cut],
    ['view', '--root', 'text', update],
    ['view', '--root', 'text:poem', update],
    ['view', '--root'],
    ['replay', update],
    ['replay', records([update, cut])],
    ['replay', records([update]).subarray(0, 3)],
  ];
  for (const words of bad) {
    const { code, stdout, stderr } = await tool.failure(...words);
    assert.deepEqual({ code, stdout }, { code: 1, stdout: '' }, `${words}: ${stderr}`);
    assert.match(stderr, /^[^\n]+\n$/, `${words}`);
  }
});
