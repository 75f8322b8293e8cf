// WebKitGTK by the WebDriver protocol over HTTP: one display per test process, one driver process per
// session. It knows the protocol and the processes, nothing of our pages.
import type { ChildProcess } from 'node:child_process';
import { createServer } from 'node:net';
import type { Readable } from 'node:stream';
import { end, start } from './processes';
import { until } from './until';

const miniBrowser = '/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser';
const elementKey = 'element-6066-11e4-a52e-4f735466cecf';

export interface Rect {
  width: number;
  height: number;
}

let display: Promise<{ name: string; child: ChildProcess }> | undefined;

async function startDisplay() {
  // The server picks a free display itself and writes its number to descriptor 3.
  const args = ['-displayfd', '3', '-screen', '0', '1600x3000x24', '-nolisten', 'tcp'];
  const child = start('Xvfb', args, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  const line = await new Promise<Buffer>((resolve, reject) => {
    (child.stdio[3] as Readable).once('data', resolve);
    child.once('error', reject);
  });
  return { name: `:${line.toString().trim()}`, child };
}

export async function closeDisplay(): Promise<void> {
  const open = display;
  display = undefined;
  if (open) await end((await open).child, 'SIGTERM');
}

/** The driver cannot pick a port itself. */
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

export class Session {
  private constructor(
    readonly driver: ChildProcess,
    readonly base: string,
    readonly path: string,
  ) {}

  static async open(): Promise<Session> {
    display ??= startDisplay();
    const port = await freePort();
    const env = {
      ...process.env,
      DISPLAY: (await display).name,
      WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1',
      LANG: 'en_GB.UTF-8',
    };
    const driver = start('WebKitWebDriver', ['-p', `${port}`], { env, stdio: 'ignore' });
    const base = `http://127.0.0.1:${port}`;
    await until('WebKitWebDriver', async () => (await fetch(`${base}/status`)).ok);
    // Full screen has no toolbar, so the window is the viewport and can be as narrow as a phone.
    const browser = { binary: miniBrowser, args: ['--automation', '--full-screen'] };
    const capabilities = { alwaysMatch: { 'webkitgtk:browserOptions': browser } };
    const made = (await call(base, 'POST', '/session', { capabilities })) as { sessionId: string };
    return new Session(driver, base, `/session/${made.sessionId}`);
  }

  send(method: 'GET' | 'POST' | 'DELETE', path: string, body?: unknown): Promise<unknown> {
    return call(this.base, method, `${this.path}${path}`, body);
  }

  /** The body of a function; its arguments are `arguments`. */
  run(script: string, args: readonly unknown[] = []): Promise<unknown> {
    return this.send('POST', '/execute/sync', { script, args });
  }

  /** Like run, for a body that calls its last argument with the answer. */
  runAsync(script: string, args: readonly unknown[] = []): Promise<unknown> {
    return this.send('POST', '/execute/async', { script, args });
  }

  async close(): Promise<void> {
    await this.send('DELETE', '').catch(() => undefined);
    await end(this.driver, 'SIGTERM');
  }
}

export function elementId(element: unknown): string {
  return (element as Record<string, string>)[elementKey] ?? '';
}

async function call(base: string, method: string, path: string, body?: unknown): Promise<unknown> {
  const answer = await fetch(base + path, {
    method,
    ...(method === 'POST' ? { body: JSON.stringify(body ?? {}) } : {}),
  });
  const { value } = (await answer.json()) as { value: unknown };
  if (!answer.ok) {
    const { error, message } = value as { error: string; message: string };
    throw new Error(`${error}: ${message}`);
  }
  return value;
}
