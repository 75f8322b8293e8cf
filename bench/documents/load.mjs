// Load of documents: one writer and many readers, joiners at one moment, and idle documents.
//   node bench/documents/load.mjs --mode MODE --protocol P --port N --pid N [--token T] ...
// In a process of its own, so that it is not counted with the server. Prints one line of JSON for
// each measurement; see docs/performance.md.
import { readdirSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import WebSocket from 'ws';
import * as Y from 'yjs';
import * as protocols from './wire.mjs';

const { values } = parseArgs({
  options: {
    mode: { type: 'string' },
    protocol: { type: 'string' },
    port: { type: 'string' },
    pid: { type: 'string' },
    token: { type: 'string' },
    readers: { type: 'string', default: '500' },
    'in-flight': { type: 'string', default: '1,4,32' },
    'window-ms': { type: 'string', default: '2000' },
    joiners: { type: 'string', default: '150' },
    bytes: { type: 'string', default: '4000000' },
    documents: { type: 'string', default: '1000' },
  },
});
const protocol = protocols[values.protocol];
const perRoom = 100; // below the bound of documents in a room

const say = (line) => console.log(JSON.stringify(line));
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** User and system time of the server, all its threads, by the scheduler's own clock. */
function serverSeconds() {
  const tasks = `/proc/${values.pid}/task`;
  const spent = readdirSync(tasks).map((task) => {
    const line = readFileSync(`${tasks}/${task}/schedstat`, 'utf8');
    return Number(line.split(' ')[0]);
  });
  return spent.reduce((sum, nanoseconds) => sum + nanoseconds, 0) / 1e9;
}

function residentBytes() {
  const status = readFileSync(`/proc/${values.pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+)/.exec(status)[1]) * 1024;
}

/** The CPU time that `work` costs the server, until it is at rest again. */
async function costOf(work) {
  const before = serverSeconds();
  const began = performance.now();
  await work();
  const wall_s = (performance.now() - began) / 1000;
  await pause(300);
  return { wall_s, server_cpu_s: serverSeconds() - before };
}

/** A connection to one document; `heard` gets every message of its content. */
function open(document, heard = () => {}) {
  const path = values.token ? protocol.path(document, values.token) : protocol.peerPath(document);
  const socket = new WebSocket(`ws://127.0.0.1:${values.port}${path}`, {
    perMessageDeflate: false,
    maxPayload: 256 * 1024 * 1024,
    skipUTF8Validation: true,
  });
  return new Promise((resolve, reject) => {
    socket.once('error', reject);
    socket.once('close', (code, reason) => reject(new Error(`closed ${code} ${reason}`)));
    socket.once('open', () => {
      for (const message of protocol.hello(document, values.token ?? '')) socket.send(message);
    });
    socket.on('message', (bytes) => {
      const found = protocol.read(bytes);
      if (found.kind === 'asked') socket.send(protocol.answer(document));
      if (found.kind === 'state') resolve(socket);
      if (found.kind === 'state' || found.kind === 'update') heard(found);
    });
  });
}

/** Opens in portions: a burst of handshakes is not what is measured here. */
async function openMany(count, make) {
  const sockets = [];
  for (let at = 0; at < count; at += 50) {
    const portion = Array.from({ length: Math.min(50, count - at) }, (_, i) => make(at + i));
    sockets.push(...(await Promise.all(portion)));
  }
  return sockets;
}

/** Single characters typed at the end: the update of each. */
class Typist {
  constructor() {
    this.doc = new Y.Doc();
    this.doc.on('update', (update) => (this.last = Buffer.from(update)));
  }

  next() {
    this.doc.getText('text').insert(this.doc.getText('text').length, 'x');
    return this.last;
  }
}

// How far a reader is. A server may send several updates as one: their units count.
function unitsIn(bytes) {
  return Y.decodeUpdate(bytes).structs.reduce((sum, each) => sum + each.length, 0);
}

async function fanout() {
  const document = 'bench/fanout';
  const readers = Number(values.readers);
  const progress = new Array(readers).fill(0);
  let slowest = 0;
  let wake = () => {};
  let lastBytes;
  let lastUnits = 0;
  const heard = (index, { kind, bytes }) => {
    if (kind !== 'update') return;
    // Every reader gets the same bytes: they are taken apart once.
    if (lastBytes === undefined || !bytes.equals(lastBytes)) {
      lastBytes = Buffer.from(bytes);
      lastUnits = unitsIn(bytes);
    }
    const was = progress[index];
    progress[index] += lastUnits;
    if (was === slowest) {
      slowest = Math.min(...progress);
      wake();
    }
  };
  const writer = await open(document);
  await openMany(readers, (index) => open(document, (found) => heard(index, found)));
  await pause(1000);
  const typist = new Typist();
  let sent = 0;
  const reached = async (count) => {
    while (slowest < count) await new Promise((resolve) => (wake = resolve));
  };
  const send = () => {
    writer.send(protocol.update(document, typist.next()));
    sent += 1;
  };
  for (const inFlight of values['in-flight'].split(',').map(Number)) {
    const first = sent;
    const cost = await costOf(async () => {
      const end = performance.now() + Number(values['window-ms']);
      while (performance.now() < end) {
        while (sent - slowest < inFlight) send();
        await reached(sent - inFlight + 1);
      }
      await reached(sent);
    });
    const updates = sent - first;
    say({ kind: 'relay', in_flight: inFlight, readers, updates, ...cost });
  }
}

/** Text in paragraphs of some length, written in pieces that every server accepts. */
async function fill(document, bytes) {
  const writer = await open(document);
  const doc = new Y.Doc();
  const pieces = [];
  doc.on('update', (update) => pieces.push(Buffer.from(update)));
  const paragraph = `${'All work and no play makes a dull day. '.repeat(25)}\n`;
  for (let size = 0; size < bytes; size += paragraph.length) {
    doc.getText('text').insert(Math.floor(size / 2), paragraph);
  }
  for (const piece of pieces) writer.send(protocol.update(document, piece));
  return { writer, size: bytes };
}

async function joiners() {
  const document = 'bench/joiners';
  const { size } = await fill(document, Number(values.bytes));
  // Until somebody who comes gets all of it.
  for (let whole = false; !whole;) {
    let got = 0;
    const probe = await open(document, ({ bytes }) => (got += bytes.length));
    await pause(500);
    whole = got >= size;
    probe.removeAllListeners('close');
    probe.terminate();
  }
  await pause(1500);
  const count = Number(values.joiners);
  const cost = await costOf(() =>
    Promise.all(
      Array.from({ length: count }, () => {
        let got = 0;
        return new Promise((resolve, reject) => {
          const heard = ({ bytes }) => {
            got += bytes.length;
            if (got >= size) resolve();
          };
          open(document, heard).catch(reject);
        });
      }),
    ),
  );
  say({ kind: 'joiners', joiners: count, document_bytes: size, ...cost });
}

async function idle() {
  const count = Number(values.documents);
  const place = (index) => `bench-${Math.floor(index / perRoom)}/doc-${index}`;
  const openAndWrite = async (index) => {
    const document = place(index);
    const socket = await open(document);
    const doc = new Y.Doc();
    doc.getText('text').insert(0, 'A short note that somebody has left open. '.repeat(25));
    socket.send(protocol.update(document, Buffer.from(Y.encodeStateAsUpdate(doc))));
    return socket;
  };
  await openMany(50, (index) => openAndWrite(count + index));
  await pause(2000);
  const before = residentBytes();
  await openMany(count, openAndWrite);
  await pause(3000);
  say({ kind: 'idle_documents', documents: count, bytes: residentBytes() - before });
}

await { fanout, joiners, idle }[values.mode]();
process.exit(0);
