// What the figures were measured on: machine, versions, and how busy others kept it.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import os from 'node:os';

export function machineFacts() {
  return {
    cpu: os.cpus()[0].model.trim(),
    cores: os.cpus().length,
    memory_gib: Math.round(os.totalmem() / 2 ** 30),
    kernel: `${os.type()} ${os.release()}`,
  };
}

/** The commit, with a mark when the tree differs from it; `unknown` outside a clone. */
export function commitOf(root) {
  const git = (...args) =>
    execFileSync('git', args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  try {
    const commit = git('rev-parse', '--short', 'HEAD').trim();
    const changed = git(
      'status',
      '--porcelain',
      '--untracked-files=no',
      '--',
      'server',
      'bench/load',
    );
    return changed === '' ? commit : `${commit} with changes`;
  } catch {
    return 'unknown';
  }
}

export function packageVersion(root, name) {
  return JSON.parse(readFileSync(`${root}/node_modules/${name}/package.json`, 'utf8')).version;
}

/** The one-minute load average. */
export function loadAverage() {
  return os.loadavg()[0];
}
