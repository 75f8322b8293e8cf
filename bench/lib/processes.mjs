// Starts and ends the processes of a run. Whatever happens, none outlives it.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

const readyLimitMs = 15_000;
const stopLimitMs = 5_000;
const loadLimitMs = 100_000;
const running = new Set();

function start(command, args) {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  running.add(child);
  child.lastWords = '';
  child.stderr.setEncoding('utf8').on('data', (text) => {
    child.lastWords = (child.lastWords + text).slice(-2000);
  });
  // Watched from the start: nobody may be waiting yet when it ends.
  child.ended = new Promise((resolve) => {
    child.once('error', (error) => resolve({ why: error.message }));
    child.once('close', (code, signal) => resolve({ code, why: `ended with ${code ?? signal}` }));
  }).then((end) => {
    running.delete(child);
    return end;
  });
  return child;
}

function fail(command, why, child) {
  return new Error(`${command}: ${why}\n${child.lastWords}`);
}

async function within(promise, limitMs) {
  let timer;
  const late = new Promise((resolve) => {
    timer = setTimeout(() => resolve({ why: `still waiting after ${limitMs} ms` }), limitMs);
  });
  const result = await Promise.race([promise, late]);
  clearTimeout(timer);
  return result;
}

/** Starts a server and waits for the line that names its port. */
export async function startServer(command, args) {
  const child = start(command, args);
  const listening = new Promise((resolve) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      const found = /listening on (?:http:\/\/[\d.]+:)?(\d+)/.exec(line);
      if (found) resolve({ port: Number(found[1]) });
    });
  });
  const result = await within(Promise.race([listening, child.ended]), readyLimitMs);
  if (result.port) return { port: result.port, pid: child.pid, stop: () => stop(child) };
  await stop(child);
  throw fail(command, result.why, child);
}

async function stop(child) {
  if (!running.has(child)) return;
  child.kill('SIGTERM');
  const end = await within(child.ended, stopLimitMs);
  if (end.code === undefined && running.has(child)) {
    child.kill('SIGKILL');
    await child.ended;
  }
}

/** Runs a program to its end and returns its output, one parsed JSON value for each line. */
export async function runJsonLines(command, args) {
  const child = start(command, args);
  const chunks = [];
  child.stdout.setEncoding('utf8').on('data', (text) => chunks.push(text));
  const end = await within(child.ended, loadLimitMs);
  await stop(child);
  if (end.code !== 0) throw fail(command, end.why, child);
  return parseJsonLines(chunks.join(''));
}

export function parseJsonLines(text) {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
}

export async function stopAll() {
  await Promise.all([...running].map(stop));
}
