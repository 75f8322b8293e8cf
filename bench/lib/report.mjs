// From samples to the two files of a run. Pure: samples in, an object and Markdown out.
import { mergeHistograms, percentileMs, spread } from './stats.mjs';

const sum = (values) => values.reduce((total, value) => total + value, 0);

function summariseFanout(samples) {
  const total = (field) => sum(samples.map((sample) => sample[field]));
  const latency = mergeHistograms(samples.map((sample) => sample.latency));
  const share = (field) => total(field) / total('wall_s');
  return {
    server: samples[0].server,
    in_flight: samples[0].in_flight,
    rounds: samples.length,
    deliveries: total('deliveries'),
    per_cpu_second: spread(samples.map((sample) => sample.deliveries / sample.server_cpu_s)),
    per_second: spread(samples.map((sample) => sample.deliveries / sample.wall_s)),
    latency_ms: { p50: percentileMs(latency, 0.5), p99: percentileMs(latency, 0.99) },
    cores_busy: {
      server: share('server_cpu_s'),
      load: share('load_cpu_s'),
      others: share('other_cpu_s'),
    },
  };
}

function summariseIdle(samples) {
  const perConnection = (field) =>
    spread(samples.map((sample) => (sample[field] - sample.base_bytes) / sample.connections));
  return {
    server: samples[0].server,
    rounds: samples.length,
    connections: samples[0].connections,
    connected_bytes: perConnection('connected_bytes'),
    joined_bytes: perConnection('joined_bytes'),
    settled: samples.every((sample) => sample.settled),
  };
}

/** Samples are the lines of the load generator, each with the server's name. */
export function summarise(samples) {
  const groups = new Map();
  for (const sample of samples) {
    const name = [sample.kind, sample.server, sample.in_flight].join(' ');
    groups.set(name, [...(groups.get(name) ?? []), sample]);
  }
  const of = (kind) => [...groups.values()].filter((group) => group[0].kind === kind);
  return { fanout: of('fanout').map(summariseFanout), idle: of('idle').map(summariseIdle) };
}

const thousands = (value) => Math.round(value).toLocaleString('en-US');
const row = (cells) => `| ${cells.join(' | ')} |`;
const table = (head, rows) =>
  [row(head), row(head.map((_, column) => (column === 0 ? '---' : '--:'))), ...rows.map(row)].join(
    '\n',
  );
const unique = (values) => [...new Set(values)];

function fanoutTable(fanout) {
  const flights = unique(fanout.map((entry) => entry.in_flight));
  const rows = unique(fanout.map((entry) => entry.server)).map((server) => [
    server,
    ...flights.map((flight) => {
      const entry = fanout.find((each) => each.server === server && each.in_flight === flight);
      const { median, min, max } = entry.per_cpu_second;
      return `**${thousands(median)}** (${thousands(min)}–${thousands(max)})`;
    }),
  ]);
  return table(['server', ...flights.map((flight) => `${flight} in flight`)], rows);
}

function detailTable(fanout) {
  const head = ['server', 'in flight', 'deliveries/s', 'p50 ms', 'p99 ms'];
  head.push('cores busy: server', 'load', 'others');
  const rows = fanout.map((entry) => [
    entry.server,
    entry.in_flight,
    thousands(entry.per_second.median),
    entry.latency_ms.p50.toFixed(2),
    entry.latency_ms.p99.toFixed(2),
    ...Object.values(entry.cores_busy).map((cores) => cores.toFixed(2)),
  ]);
  return table(head, rows);
}

function idleTable(idle) {
  const cell = ({ median, min, max }) =>
    `**${thousands(median)}** (${thousands(min)}–${thousands(max)})`;
  const rows = idle.map((entry) => [
    entry.settled ? entry.server : `${entry.server} (still moving)`,
    cell(entry.connected_bytes),
    cell(entry.joined_bytes),
  ]);
  return table(['server', 'connected', 'in one room'], rows);
}

/** What a reader has to know before believing a number, in sentences. */
export function caveats(run) {
  const notes = [];
  const busiest = Math.max(...run.results.fanout.map((entry) => entry.cores_busy.others));
  notes.push(
    `Load average of the machine ${run.load_average.before.toFixed(1)} before and ` +
      `${run.load_average.after.toFixed(1)} after; other processes kept up to ${busiest.toFixed(1)} of ` +
      `${run.machine.cores} cores busy during the windows.`,
  );
  for (const entry of run.results.fanout) {
    if (entry.cores_busy.load <= entry.cores_busy.server) continue;
    notes.push(
      `${entry.server} with ${entry.in_flight} in flight: the load generator was busier than the server, ` +
        'so deliveries/s and latency say more about the generator; CPU per delivery stands.',
    );
  }
  return notes;
}

export function markdown(run) {
  const { settings, machine, versions, results } = run;
  const versionList = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  const parts = [
    '# Benchmark: Atelier and its peers',
    `${run.date}, ${machine.cpu}, ${machine.cores} cores, ${machine.memory_gib} GiB, ${machine.kernel}. ` +
      `${versionList.join(', ')}. Loopback, servers in turn, ${settings.rounds} rounds; **median** (lowest–highest). ` +
      'How it is measured and what it leaves out: docs/performance.md.',
    caveats(run)
      .map((note) => `- ${note}`)
      .join('\n'),
    `## Fan-out: deliveries per second of server CPU\n\nOne publisher, ${thousands(settings.subscribers)} ` +
      `subscribers, ${settings.payload_bytes}-byte payloads. More is better.\n\n${fanoutTable(results.fanout)}`,
    `## The same windows by the clock\n\n${detailTable(results.fanout)}`,
    `## Memory: resident bytes per idle connection\n\n${thousands(settings.idle_connections)} connections. ` +
      `Less is better.\n\n${idleTable(results.idle)}`,
  ];
  return `${parts.join('\n\n')}\n`;
}
