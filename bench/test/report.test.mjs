import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseJsonLines } from '../lib/processes.mjs';
import { caveats, markdown, summarise } from '../lib/report.mjs';

function fanout(server, deliveries, loadCpu = 0.2) {
  const cpu = { server_cpu_s: 0.5, load_cpu_s: loadCpu, other_cpu_s: 0.1 };
  const latency = [[10, deliveries]];
  return { kind: 'fanout', server, in_flight: 4, deliveries, wall_s: 1, ...cpu, latency };
}

function idle(server, joined) {
  const bytes = { base_bytes: 1000, connected_bytes: 3000, joined_bytes: joined };
  return { kind: 'idle', server, connections: 10, settled: true, ...bytes };
}

function runOf(samples) {
  return {
    date: '2026-01-01T00:00:00.000Z',
    machine: { cpu: 'a CPU', cores: 2, memory_gib: 4, kernel: 'Linux 6' },
    versions: { atelier: 'abc1234' },
    load_average: { before: 0.5, after: 1.5 },
    settings: { rounds: 3, subscribers: 1000, payload_bytes: 100, idle_connections: 10 },
    results: summarise(samples),
  };
}

test('lines of the generator are parsed, empty ones ignored', () => {
  assert.deepEqual(parseJsonLines('{"a":1}\n\n{"b":2}\n'), [{ a: 1 }, { b: 2 }]);
});

test('rounds of one server and setting become one entry with a median', () => {
  const { fanout: entries } = summarise([
    fanout('a', 10),
    fanout('b', 70),
    fanout('a', 30),
    fanout('a', 20),
  ]);
  assert.equal(entries.length, 2);
  assert.equal(entries[0].per_cpu_second.median, 40);
  assert.equal(entries[0].rounds, 3);
  assert.equal(entries[0].deliveries, 60);
});

test('memory is the growth per connection', () => {
  const [entry] = summarise([idle('a', 4000), idle('a', 5000), idle('a', 6000)]).idle;
  assert.equal(entry.connected_bytes.median, 200);
  assert.equal(entry.joined_bytes.median, 400);
});

test('a generator that is busier than the server is said aloud', () => {
  assert.equal(caveats(runOf([fanout('a', 10)])).length, 1);
  assert.match(
    caveats(runOf([fanout('a', 10, 0.9)]))[1],
    /^a with 4 in flight: the load generator/,
  );
});

test('the page names machine, medians and load', () => {
  const page = markdown(runOf([fanout('a', 1000), idle('a', 4000)]));
  assert.match(page, /a CPU, 2 cores/);
  assert.match(page, /\| a \| \*\*2,000\*\* \(2,000–2,000\) \|/);
  assert.match(page, /Load average of the machine 0\.5 before and 1\.5 after/);
});
