// A server of its own per test: started on a free port with an empty data folder, killed without
// warning, started again on the same port and folder.
import type { ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { end, start } from './processes';
import { until } from './until';

const root = resolve(import.meta.dirname, '../../..');
const binary = process.env['E2E_SERVER'] ?? join(root, 'build/release/atelier');
const web = process.env['E2E_WEB'] ?? join(root, 'web/dist');

export interface ServerOptions {
  /** More flags of `atelier serve`. */
  flags?: readonly string[];
}

/** Mails wait: nobody answers there. */
export const mailAway = ['--mail-url', 'smtp://127.0.0.1:9', '--mail-from', 'rooms@north.example'];

export class Server {
  /** Origin, `http://127.0.0.1:PORT`. */
  url = '';
  /** What the server has logged so far. */
  log = '';
  #child: ChildProcess | undefined;

  private constructor(
    readonly data: string,
    readonly flags: readonly string[],
  ) {}

  static async start(options: ServerOptions = {}): Promise<Server> {
    for (const needed of [binary, web]) {
      if (!existsSync(needed)) throw new Error(`${needed} is missing: run \`make build\` first`);
    }
    const server = new Server(await mkdtemp(join(tmpdir(), 'atelier-e2e-')), options.flags ?? []);
    await server.#run('127.0.0.1:0');
    return server;
  }

  /** The address that the server printed for its first owner. */
  setupLink(): Promise<string> {
    return until('the setup link', () => {
      const secret = /\/setup#(\S+)/.exec(this.log)?.[1];
      return secret && `${this.url}/setup#${secret.replace(/["',.]+$/, '')}`;
    });
  }

  /** kill -9: nothing is said goodbye to, nothing is flushed. */
  async crash(): Promise<void> {
    if (this.#child) await end(this.#child, 'SIGKILL');
  }

  async restart(): Promise<void> {
    await this.#run(new URL(this.url).host);
  }

  /** SIGTERM; answers the exit code. */
  async drain(): Promise<number | null> {
    const child = this.#child;
    if (!child) return null;
    await end(child, 'SIGTERM');
    return child.exitCode;
  }

  async stop(): Promise<void> {
    await this.crash();
    await rm(this.data, { recursive: true, force: true });
  }

  async #run(listen: string): Promise<void> {
    const args = ['serve', '--listen', listen, '--data', this.data, '--web', web, ...this.flags];
    const child = start(binary, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    this.#child = child;
    let out = '';
    child.stdout?.on('data', (bytes: Buffer) => (out += bytes.toString()));
    child.stderr?.on('data', (bytes: Buffer) => (this.log += bytes.toString()));
    const url = () => /atelier listening on (http\S+)/.exec(out)?.[1];
    await until('the server to listen', () => url() ?? child.exitCode !== null);
    this.url = url() ?? '';
    if (!this.url) throw new Error(`the server ended with ${child.exitCode}:\n${this.log}`);
  }
}
