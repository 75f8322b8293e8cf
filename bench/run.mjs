// Side-by-side benchmark: Atelier, npm socket.io and µWebSockets in one run, in turn; then documents
// beside yjs, ywasm, loro, @hocuspocus/server and @y/websocket-server.
//   node bench/run.mjs [--quick] [--build DIR] [--servers a,b] [--rounds N] [--out DIR] [--only messages|documents]
// Writes latest.md and latest.json; docs/performance.md says how it is measured.
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { fullDocuments, measureDocuments, quickDocuments } from './lib/documents.mjs';
import { documentsMarkdown, summariseDocuments } from './lib/documentsReport.mjs';
import { commitOf, loadAverage, machineFacts, packageVersion } from './lib/machine.mjs';
import { runJsonLines, stopAll } from './lib/processes.mjs';
import { markdown, summarise } from './lib/report.mjs';
import { allServers, makeToken } from './lib/servers.mjs';

const root = path.resolve(import.meta.dirname, '..');
// A loaded machine makes rounds longer; after this no new one begins.
const runLimitMs = 200_000;

const full = {
  rounds: 5,
  subscribers: 1000,
  payload_bytes: 100,
  in_flight: [1, 4, 32],
  window_ms: 800,
  warmup_ms: 200,
  idle_connections: 3000,
};
const quick = { rounds: 1, subscribers: 200, window_ms: 200, warmup_ms: 50, idle_connections: 400 };

function readArguments() {
  const { values } = parseArgs({
    options: {
      quick: { type: 'boolean', default: false },
      build: { type: 'string', default: path.join(root, 'build/release') },
      servers: { type: 'string', default: 'atelier,socket.io,uWebSockets' },
      rounds: { type: 'string' },
      out: { type: 'string' },
      only: { type: 'string', default: 'messages,documents' },
    },
  });
  const settings = { ...full, ...(values.quick ? quick : {}) };
  settings.documents = { ...fullDocuments, ...(values.quick ? quickDocuments : {}) };
  if (values.rounds) settings.rounds = settings.documents.rounds = Number(values.rounds);
  // A smoke run must not replace figures that were measured properly.
  const out = values.out ?? path.join(root, values.quick ? 'build/bench-quick' : 'bench/results');
  const only = values.only.split(',');
  const names = only.includes('messages') ? values.servers.split(',') : [];
  const withDocuments = only.includes('documents');
  return { settings, out, build: path.resolve(values.build), names, withDocuments };
}

function loadFlags(mode, settings) {
  if (mode === 'idle') return ['--connections', settings.idle_connections];
  return [
    ...['--connections', settings.subscribers, '--bytes', settings.payload_bytes],
    ...['--in-flight', settings.in_flight.join(','), '--window-ms', settings.window_ms],
    ...['--warmup-ms', settings.warmup_ms],
  ];
}

/** One fresh server, one measurement; returns the generator's lines. */
async function measure(mode, server, context) {
  const { port, pid, stop } = await server.start();
  try {
    const flags = ['--mode', mode, '--protocol', server.protocol, '--port', port, '--pid', pid];
    if (server.tokens) flags.push('--tokens', context.tokensFile);
    flags.push(...loadFlags(mode, context.settings));
    return await runJsonLines(context.load, flags.map(String));
  } catch (error) {
    throw new Error(`${mode} with ${server.name}: ${error.message}`, { cause: error });
  } finally {
    await stop();
  }
}

async function measureAll(names, servers, context) {
  const samples = [];
  const started = Date.now();
  let rounds = 0;
  const wanted = names.length > 0 ? context.settings.rounds : 0;
  while (rounds < wanted && Date.now() - started < runLimitMs) {
    for (const name of names) {
      for (const mode of ['fanout', 'idle']) {
        const lines = await measure(mode, { name, ...servers[name] }, context);
        samples.push(...lines.map((line) => ({ server: name, ...line })));
      }
    }
    rounds += 1;
    const seconds = Math.round((Date.now() - started) / 1000);
    console.error(`round ${rounds} of ${wanted} done (${seconds} s)`);
  }
  return { samples, rounds };
}

function writeTokens(folder, count) {
  const file = path.join(folder, 'tokens');
  const tokens = Array.from({ length: count }, (_, index) => makeToken(index));
  writeFileSync(file, tokens.join('\n'));
  return file;
}

const documentPeers = ['yjs', 'ywasm', 'loro-crdt', '@hocuspocus/server', '@y/websocket-server'];

function describe() {
  return {
    atelier: commitOf(root),
    'socket.io': packageVersion(root, 'socket.io'),
    uWebSockets: packageVersion(root, '@trufflesuite/uws-js-unofficial'),
    ...Object.fromEntries(documentPeers.map((name) => [name, packageVersion(root, name)])),
    node: process.version,
  };
}

function report(run, withMessages) {
  const { documents } = run.results;
  const parts = withMessages ? [markdown(run).trimEnd()] : [`${run.date}, ${run.machine.cpu}`];
  if (documents.length > 0) parts.push(documentsMarkdown(documents, run.settings.documents));
  return `${parts.join('\n\n')}\n`;
}

async function main() {
  const { settings, out, build, names, withDocuments } = readArguments();
  const load = path.join(build, 'bench_load');
  const servers = allServers(path.join(build, 'atelier'));
  const unknown = names.filter((name) => !servers[name]);
  if (unknown.length > 0) throw new Error(`no server is called ${unknown.join(', ')}`);
  if (!existsSync(load)) throw new Error(`${load} is missing; make bench builds it`);

  const folder = mkdtempSync(path.join(os.tmpdir(), 'atelier-bench-'));
  try {
    const tokensFile = writeTokens(folder, settings.idle_connections + 200);
    const before = loadAverage();
    const { samples, rounds } = await measureAll(names, servers, { settings, load, tokensFile });
    const documents = withDocuments
      ? await measureDocuments({ build, folder, settings: settings.documents })
      : [];
    const run = {
      date: new Date().toISOString(),
      machine: machineFacts(),
      versions: describe(),
      load_average: { before, after: loadAverage() },
      settings: { ...settings, rounds },
      results: { ...summarise(samples), documents: summariseDocuments(documents) },
    };
    const text = report(run, names.length > 0);
    mkdirSync(out, { recursive: true });
    writeFileSync(path.join(out, 'latest.json'), `${JSON.stringify(run, null, 2)}\n`);
    writeFileSync(path.join(out, 'latest.md'), text);
    console.log(text);
  } finally {
    await stopAll();
    rmSync(folder, { recursive: true, force: true });
  }
}

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, () => void stopAll().finally(() => process.exit(1)));
}
try {
  await main();
} catch (error) {
  console.error(`bench: ${error.message}`);
  process.exitCode = 1;
}
