// One task of one peer engine on a recorded document, in a process of its own:
//   node --expose-gc bench/documents/engine.mjs ENGINE TASK UPDATES
// Prints one line of JSON, as bench_crdt does for ours.
import { readFileSync } from 'node:fs';

const documentsInMemory = 20;

function split(bytes) {
  const updates = [];
  for (let at = 0; at + 4 <= bytes.length;) {
    const length = bytes.readUInt32LE(at);
    updates.push(new Uint8Array(bytes.buffer, bytes.byteOffset + at + 4, length));
    at += 4 + length;
  }
  return updates;
}

async function yjs() {
  const Y = await import('yjs');
  const make = (state) => {
    const doc = new Y.Doc();
    if (state) Y.applyUpdate(doc, state);
    return doc;
  };
  return {
    // With a listener, as every provider has: what is emitted is what would be passed on.
    apply(updates) {
      const doc = make();
      let bytes = 0;
      doc.on('update', (update) => (bytes += update.length));
      for (const update of updates) Y.applyUpdate(doc, update);
      return bytes;
    },
    merge: (updates) => mergeInTree(updates, Y.mergeUpdates),
    encode(updates) {
      const doc = make();
      for (const update of updates) Y.applyUpdate(doc, update);
      return Y.encodeStateAsUpdate(doc);
    },
    make,
  };
}

// It has no function that merges updates without a document.
async function ywasm() {
  const Y = await import('ywasm');
  const make = (state) => {
    const doc = new Y.YDoc();
    if (state) Y.applyUpdate(doc, state, undefined);
    return doc;
  };
  return {
    apply(updates) {
      const doc = make();
      let bytes = 0;
      doc.onUpdate((update) => (bytes += update.length));
      for (const update of updates) Y.applyUpdate(doc, update, undefined);
      return bytes;
    },
    encode(updates) {
      const doc = make();
      for (const update of updates) Y.applyUpdate(doc, update, undefined);
      return Y.encodeStateAsUpdate(doc);
    },
    make,
  };
}

// All at once is quadratic in yjs: half an hour for this document.
function mergeInTree(updates, merge) {
  let level = updates;
  while (level.length > 1) {
    const next = [];
    for (let at = 0; at < level.length; at += 64) next.push(merge(level.slice(at, at + 64)));
    level = next;
  }
  return level[0];
}

// Loro has a format of its own: the same edits, made once by a writer, as its updates.
async function loro(updates) {
  const [{ LoroDoc }, Y] = await Promise.all([import('loro-crdt'), import('yjs')]);
  const writer = new LoroDoc();
  const text = writer.getText('text');
  const own = [];
  const source = new Y.Doc();
  source.getText('text').observe((event) => {
    text.applyDelta(event.delta);
  });
  writer.subscribeLocalUpdates((bytes) => own.push(bytes));
  for (const update of updates) {
    Y.applyUpdate(source, update);
    writer.commit();
  }
  await Promise.resolve();
  const make = (state) => {
    const doc = new LoroDoc();
    if (state) doc.import(state);
    return doc;
  };
  return {
    updates: own,
    apply(all) {
      const doc = make();
      let bytes = 0;
      for (const update of all) {
        doc.import(update);
        bytes += update.length;
      }
      return bytes;
    },
    // Only a document can merge: it is loaded with all of them at once.
    merge(all) {
      const doc = new LoroDoc();
      doc.importBatch(all);
      return doc.export({ mode: 'snapshot' });
    },
    encode: () => writer.export({ mode: 'snapshot' }),
    make,
  };
}

function residentBytes() {
  globalThis.gc();
  globalThis.gc();
  return process.memoryUsage().rss;
}

function measure(engine, task, updates) {
  const state = task === 'load' || task === 'memory' ? engine.encode(updates) : undefined;
  const before = task === 'memory' ? residentBytes() : 0;
  const start = performance.now();
  const kept = [];
  let bytes = 0;
  if (task === 'apply') bytes = engine.apply(updates);
  else if (task === 'merge') bytes = engine.merge(updates).length;
  else if (task === 'load') kept.push(engine.make(state));
  else for (let i = 0; i < documentsInMemory; i += 1) kept.push(engine.make(state));
  const ms = performance.now() - start;
  if (task === 'memory') bytes = Math.round((residentBytes() - before) / kept.length);
  if (task === 'load') bytes = state.length;
  const count = task === 'apply' || task === 'merge' ? updates.length : 1;
  return { kind: 'engine', task, ms, updates: count, bytes };
}

const [name, task, file] = process.argv.slice(2);
const updates = split(readFileSync(file));
const engine = await { yjs, ywasm, loro }[name](updates);
console.log(JSON.stringify(measure(engine, task, engine.updates ?? updates)));
process.exit(0);
