// Documents, side by side: engines on a recorded document, and services under load. Each measurement
// has fresh processes.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { runJsonLines, startServer } from './processes.mjs';
import { documentsToken, startAtelier } from './servers.mjs';

const bench = path.resolve(import.meta.dirname, '..');
const load = path.join(bench, 'documents/load.mjs');
const engine = path.join(bench, 'documents/engine.mjs');

export const fullDocuments = {
  rounds: 3,
  engine_rounds: 2,
  trace_updates: 259_778,
  readers: 500,
  in_flight: [1, 4, 32],
  window_ms: 2000,
  joiners: 150,
  joined_bytes: 4_000_000,
  idle_documents: 1000,
};
export const quickDocuments = {
  rounds: 1,
  engine_rounds: 1,
  trace_updates: 5000,
  readers: 50,
  window_ms: 300,
  joiners: 10,
  joined_bytes: 400_000,
  idle_documents: 100,
};

const tasks = ['relay', 'apply', 'merge', 'load', 'memory'];
// yjs and its kind cannot check an update without integrating it: their relay is apply.
const withoutRelay = tasks.filter((task) => task !== 'relay');
const tasksOf = {
  atelier: tasks,
  yjs: withoutRelay,
  ywasm: withoutRelay.filter((task) => task !== 'merge'),
  loro: withoutRelay,
};

/** The first updates of the trace in a file. */
function unpack(folder, count) {
  const bytes = gunzipSync(readFileSync(path.join(bench, 'data/b4.updates.gz')));
  let end = 0;
  for (let i = 0; i < count && end < bytes.length; i += 1) end += 4 + bytes.readUInt32LE(end);
  const file = path.join(folder, 'trace.updates');
  writeFileSync(file, bytes.subarray(0, end));
  return file;
}

// A peer that takes too long, or cannot do something, leaves a gap in the table and fails no run.
async function measureEngine(name, task, build, file) {
  const ours = name === 'atelier';
  const command = ours ? path.join(build, 'bench_crdt') : process.execPath;
  const flags = ours ? [task, file] : ['--expose-gc', engine, name, task, file];
  try {
    const lines = await runJsonLines(command, flags);
    return lines.map((line) => ({ server: name, ...line }));
  } catch (error) {
    if (ours) throw error;
    console.error(`documents: ${name} did not finish ${task}: ${error.message}`);
    return [];
  }
}

async function measureEngines({ build, folder, settings }) {
  const file = unpack(folder, settings.trace_updates);
  const samples = [];
  for (const [name, itsTasks] of Object.entries(tasksOf)) {
    for (const task of itsTasks) samples.push(...(await measureEngine(name, task, build, file)));
  }
  return samples;
}

const peer = (file) => () =>
  startServer(process.execPath, ['--expose-gc', path.join(bench, 'peers', file)]);

function services(build) {
  const ours = (protocol) => ({
    protocol,
    token: documentsToken,
    start: () => startAtelier(path.join(build, 'atelier')),
  });
  return {
    'atelier (Hocuspocus protocol)': ours('hocuspocus'),
    'atelier (y-websocket protocol)': ours('yjs'),
    '@hocuspocus/server': { protocol: 'hocuspocus', start: peer('hocuspocus.mjs') },
    '@y/websocket-server': { protocol: 'yjs', start: peer('ywebsocket.mjs') },
  };
}

async function measureService(name, service, mode, settings) {
  const { port, pid, stop } = await service.start();
  try {
    const flags = ['--mode', mode, '--protocol', service.protocol, '--port', port, '--pid', pid];
    if (service.token) flags.push('--token', service.token());
    flags.push('--readers', settings.readers, '--in-flight', settings.in_flight.join(','));
    flags.push('--window-ms', settings.window_ms, '--joiners', settings.joiners);
    flags.push('--bytes', settings.joined_bytes, '--documents', settings.idle_documents);
    const lines = await runJsonLines(process.execPath, [load, ...flags.map(String)]);
    return lines.map((line) => ({ server: name, ...line }));
  } catch (error) {
    throw new Error(`${mode} with ${name}: ${error.message}`, { cause: error });
  } finally {
    await stop();
  }
}

/** `build`: folder of the release; `folder`: for temporary files. Returns samples by `kind`. */
export async function measureDocuments({ build, folder, settings }) {
  const samples = [];
  for (let round = 0; round < settings.rounds; round += 1) {
    if (round < settings.engine_rounds) {
      samples.push(...(await measureEngines({ build, folder, settings })));
    }
    for (const [name, service] of Object.entries(services(build))) {
      for (const mode of ['fanout', 'joiners', 'idle']) {
        samples.push(...(await measureService(name, service, mode, settings)));
      }
    }
    console.error(`documents: round ${round + 1} of ${settings.rounds} done`);
  }
  return samples;
}
