// crdt_tool against yjs itself: random edits of several clients, delivered in every way.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import * as Y from 'yjs';
import { Chance, editTogether } from './lib/crdt-clients.mjs';
import { Tool, contentOf, records, serverDocument, viewOf } from './lib/crdt.mjs';

const documents = Number(process.env.ATELIER_ORACLE_DOCUMENTS ?? 6);
const firstSeed = Number(process.env.ATELIER_ORACLE_SEED ?? 1);
const seeds = Array.from({ length: documents }, (_, index) => firstSeed + index);

let tool;
before(() => (tool = new Tool()));
after(() => tool?.close());

/** A random document: its updates, and yjs after all of them in order. */
function made(seed) {
  const chance = new Chance(seed);
  const updates = editTogether(chance, 2 + chance.below(3), 30 + chance.below(40));
  const doc = serverDocument();
  for (const { v1 } of updates) Y.applyUpdate(doc, v1);
  const v1 = updates.map((update) => update.v1);
  return { seed, chance, doc, v1, v2: updates.map((update) => update.v2) };
}

async function sameContent({ seed, doc }, delivered, how) {
  const expected = contentOf(Y.encodeStateAsUpdate(doc));
  const state = await tool.run('apply', ...delivered);
  assert.deepEqual(contentOf(state), expected, `seed ${seed}, ${how}`);
  assert.equal(await tool.text('view', ...delivered), viewOf(doc), `seed ${seed}, ${how}`);
  const { pending } = JSON.parse(await tool.text('replay', records(delivered)));
  assert.equal(pending, 0, `seed ${seed}, ${how}`);
}

test('[YJS50] in order the bytes are those of yjs, with and without gc, V1 and V2', async () => {
  for (const seed of seeds) {
    const { doc, v1, v2 } = made(seed);
    assert.deepEqual(await tool.run('apply', ...v1), Buffer.from(Y.encodeStateAsUpdate(doc)), seed);
    const state2 = await tool.run('apply', '--v2', ...v2);
    assert.deepEqual(state2, Buffer.from(Y.encodeStateAsUpdateV2(doc)), `seed ${seed}`);
    const whole = serverDocument({ gc: false });
    for (const update of v1) Y.applyUpdate(whole, update);
    const kept = await tool.run('apply', '--no-gc', ...v1);
    assert.deepEqual(kept, Buffer.from(Y.encodeStateAsUpdate(whole)), `seed ${seed}`);
    assert.equal(await tool.text('view', '--v2', ...v2), viewOf(doc), `seed ${seed}`);
  }
});

test('[YJS50] any order, and everything twice, gives the same document', async () => {
  for (const seed of seeds) {
    const document = made(seed);
    const { chance, v1 } = document;
    await sameContent(document, chance.shuffled(v1), 'shuffled');
    await sameContent(document, chance.shuffled([...v1, ...v1]), 'twice');
    await sameContent(document, [...v1].reverse(), 'backwards');
  }
});

test('[YJS50] what was lost comes with a later sync', async () => {
  for (const seed of seeds) {
    const document = made(seed);
    const { chance, doc, v1 } = document;
    const arrived = chance.shuffled(v1.filter(() => chance.below(2)));
    const known = Y.encodeStateVectorFromUpdate(await tool.run('apply', ...arrived));
    const rest = Y.encodeStateAsUpdate(doc, known);
    await sameContent(document, [...arrived, rest], 'resynchronised');
    const halves = [await tool.run('merge', ...arrived), rest];
    await sameContent(document, halves, 'merged before');
  }
});

test('[YJS51] merge, diff and sv agree with yjs', async () => {
  for (const seed of seeds) {
    const { doc, v1, v2 } = made(seed);
    const merged = await tool.run('merge', ...v1);
    assert.deepEqual(contentOf(merged), contentOf(Y.encodeStateAsUpdate(doc)), `seed ${seed}`);
    const merged2 = await tool.run('merge', '--v2', ...v2);
    assert.deepEqual(contentOf(Y.convertUpdateFormatV2ToV1(merged2)), contentOf(merged));
    const [all, all2] = [Y.mergeUpdates(v1), Y.mergeUpdatesV2(v2)];
    const known = Y.encodeStateVectorFromUpdate(Y.mergeUpdates(v1.slice(0, v1.length / 2)));
    assert.deepEqual(await tool.run('diff', all, known), Buffer.from(Y.diffUpdate(all, known)));
    const rest2 = Buffer.from(Y.diffUpdateV2(all2, known));
    assert.deepEqual(await tool.run('diff', '--v2', all2, known), rest2, `seed ${seed}`);
    const vector = Buffer.from(Y.encodeStateVectorFromUpdate(all));
    assert.deepEqual(await tool.run('sv', all), vector, `seed ${seed}`);
    assert.deepEqual(await tool.run('sv', '--v2', all2), vector, `seed ${seed}`);
  }
});
