// HTTP/1.1 over a plain socket: writes exactly the bytes it is given and reads answers one by one,
// so that malformed requests and pipelining can be tested. Knows nothing of the server.
import net from 'node:net';
import { Queue, within } from './wait.mjs';

const separator = Buffer.from('\r\n\r\n');

export class RawConnection {
  #buffer = Buffer.alloc(0);
  #arrived = new Queue();
  #over = false;

  static async open({ host, port }) {
    const socket = net.connect({ host, port, allowHalfOpen: true });
    socket.setNoDelay(true);
    const connection = new RawConnection(socket);
    await within(
      new Promise((resolve, reject) => socket.once('connect', resolve).once('error', reject)),
      'connection',
    );
    return connection;
  }

  constructor(socket) {
    this.socket = socket;
    socket.on('data', (bytes) => this.#arrived.push(bytes));
    socket.on('error', () => this.#arrived.end('the connection broke'));
    /** Resolves when the server closed its side, however it did. */
    this.ended = new Promise((resolve) => {
      for (const event of ['end', 'close', 'error']) socket.on(event, resolve);
    });
    socket.on('end', () => this.#arrived.end('the server closed the connection'));
    socket.on('close', () => this.#arrived.end('the connection is closed'));
  }

  send(bytes) {
    this.socket.write(bytes);
    return this;
  }

  close() {
    this.socket.destroy();
  }

  /** Waits until the server closes and returns all that it sent before. */
  async rest() {
    for (;;) {
      try {
        await this.#more();
      } catch {
        const all = this.#buffer;
        this.#buffer = Buffer.alloc(0);
        return all;
      }
    }
  }

  async read(length) {
    while (this.#buffer.length < length) await this.#more();
    const taken = this.#buffer.subarray(0, length);
    this.#buffer = this.#buffer.subarray(length);
    return taken;
  }

  async #more() {
    if (this.#over) throw new Error('the connection is over');
    try {
      this.#buffer = Buffer.concat([this.#buffer, await this.#arrived.next('bytes')]);
    } catch (error) {
      this.#over = true;
      throw error;
    }
  }

  async #head() {
    for (;;) {
      const end = this.#buffer.indexOf(separator);
      if (end >= 0) return (await this.read(end + 4)).toString('latin1');
      await this.#more();
    }
  }

  async #chunked() {
    const parts = [];
    for (;;) {
      let line = '';
      while (!line.endsWith('\r\n')) line += (await this.read(1)).toString('latin1');
      const size = parseInt(line, 16);
      parts.push(await this.read(size));
      await this.read(2);
      if (size === 0) return Buffer.concat(parts);
    }
  }

  /** The next answer; `headOnly` for answers to HEAD and for 101. */
  async response({ headOnly = false } = {}) {
    const [first, ...lines] = (await this.#head()).trimEnd().split('\r\n');
    const headers = {};
    for (const line of lines) {
      const colon = line.indexOf(':');
      headers[line.slice(0, colon).toLowerCase()] = line.slice(colon + 1).trim();
    }
    const status = Number(/^HTTP\/1\.[01] (\d{3})/.exec(first)?.[1]);
    let body = Buffer.alloc(0);
    const bodyless = headOnly || status < 200 || status === 204 || status === 304;
    if (!bodyless && headers['transfer-encoding']) body = await this.#chunked();
    else if (!bodyless && headers['content-length'])
      body = await this.read(Number(headers['content-length']));
    else if (!bodyless) body = await this.rest();
    return { status, headers, body, text: body.toString() };
  }
}

/** The text of a request with a fitting Host and, for a body, its length. */
export function requestText(server, method, target, { headers = {}, body } = {}) {
  const all = { Host: server.authority, ...headers };
  if (body !== undefined) all['Content-Length'] = Buffer.byteLength(body);
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  const head = `${method} ${target} HTTP/1.1\r\n${lines.join('')}\r\n`;
  return Buffer.concat([Buffer.from(head), Buffer.from(body ?? '')]);
}

/** One request on a connection of its own. */
export async function request(server, method, target, options = {}) {
  const connection = await RawConnection.open(server);
  try {
    connection.send(requestText(server, method, target, options));
    return await connection.response({ headOnly: method === 'HEAD' });
  } finally {
    connection.close();
  }
}
