// The part of the report that is about documents. Pure: samples in, an object and Markdown out.
import { spread } from './stats.mjs';

const thousands = (value) => Math.round(value).toLocaleString('en-US');
const row = (cells) => `| ${cells.join(' | ')} |`;
const table = (head, rows) =>
  [row(head), row(head.map((_, column) => (column === 0 ? '---' : '--:'))), ...rows.map(row)].join(
    '\n',
  );
const unique = (values) => [...new Set(values)];

const figures = {
  engine: (sample) => (sample.task === 'memory' ? sample.bytes : sample.ms),
  relay: (sample) => sample.updates / Math.max(sample.server_cpu_s, 0.01),
  joiners: (sample) => sample.server_cpu_s,
  idle_documents: (sample) => sample.bytes / sample.documents,
};

/** One entry for each thing that was measured of each server, with its median and range. */
export function summariseDocuments(samples) {
  const groups = new Map();
  for (const sample of samples) {
    const key = [sample.kind, sample.server, sample.task ?? sample.in_flight].join(' ');
    groups.set(key, [...(groups.get(key) ?? []), sample]);
  }
  return [...groups.values()].map((group) => {
    const { kind, server, task, in_flight, updates, bytes } = group[0];
    const figure = spread(group.map(figures[kind]));
    return { kind, server, task, in_flight, updates, bytes, rounds: group.length, figure };
  });
}

function grid(entries, columns, show) {
  return unique(entries.map(({ server }) => server)).map((server) => [
    server,
    ...columns.map((column) => {
      const found = entries.find((each) => each.server === server && column.fits(each));
      return found ? show(found) : '–';
    }),
  ]);
}

function engineTable(entries) {
  const milliseconds = ({ figure }) => `**${figure.median.toFixed(1)}**`;
  const cells = {
    relay: (entry) => `${milliseconds(entry)} (${thousands(rate(entry))}/s)`,
    apply: (entry) => `${milliseconds(entry)} (${thousands(rate(entry))}/s)`,
    merge: (entry) => `${milliseconds(entry)} to ${thousands(entry.bytes)} B`,
    load: milliseconds,
    memory: ({ figure }) => `**${thousands(figure.median)}** B`,
  };
  const columns = Object.keys(cells).map((task) => ({ task, fits: (each) => each.task === task }));
  const head = ['engine', 'relay ms', 'apply ms', 'merge ms', 'load ms', 'memory of one loaded'];
  return table(
    head,
    grid(entries, columns, (entry) => cells[entry.task](entry)),
  );
}

const rate = ({ updates, figure }) => (updates / figure.median) * 1000;

const withRange = ({ figure: { median, min, max } }, digits) => {
  const written = (value) => (digits ? value.toFixed(digits) : thousands(value));
  return `**${written(median)}** (${written(min)}–${written(max)})`;
};

function serviceTable(of) {
  const entries = [...of('relay'), ...of('joiners'), ...of('idle_documents')];
  const flights = unique(of('relay').map(({ in_flight }) => in_flight));
  const columns = flights.map((flight) => ({
    fits: (each) => each.kind === 'relay' && each.in_flight === flight,
  }));
  columns.push({ fits: (each) => each.kind === 'joiners' });
  columns.push({ fits: (each) => each.kind === 'idle_documents' });
  const head = [
    'server',
    ...flights.map((flight) => `updates per CPU second, ${flight} in flight`),
  ];
  head.push('joiners: CPU s', 'bytes per idle document');
  return table(
    head,
    grid(entries, columns, (entry) => withRange(entry, entry.kind === 'joiners' ? 2 : 0)),
  );
}

export function documentsMarkdown(entries, settings) {
  const of = (kind) => entries.filter((entry) => entry.kind === kind);
  return [
    `## Documents: engines\n\nThe automerge-paper trace, ${thousands(settings.trace_updates)} updates; medians of ${settings.engine_rounds} rounds. Relay: decode, ` +
      'check readiness, pass on. Apply: integrate each and emit it; for the others that is the relay, too. ' +
      `Merge: all updates into one.\n\n${engineTable(of('engine'))}`,
    `## Documents: services\n\nOne writer and ${thousands(settings.readers)} readers (more is better); ` +
      `${settings.joiners} joiners at once on a document of ${thousands(settings.joined_bytes)} bytes, and memory with ` +
      `${thousands(settings.idle_documents)} idle documents (less is better). Ours stores each update before it passes it on; the ` +
      `peers store nothing.\n\n${serviceTable(of)}`,
  ].join('\n\n');
}
