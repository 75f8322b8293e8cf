// Engine.IO v4 clients for tests: one that polls and one on a WebSocket. Both keep every packet in
// order and, unless told otherwise, answer heartbeats by themselves and hide them.
import assert from 'node:assert/strict';
import WebSocket from 'ws';
import { request } from './http.mjs';
import { Queue, within } from './wait.mjs';

export const separator = '\x1e';

const query = (transport, sid) => `EIO=4&transport=${transport}${sid ? `&sid=${sid}` : ''}`;

export class PollingSession {
  #packets = [];

  /** `path` is `/engine.io/` or `/socket.io/`. */
  static async open(server, path = '/engine.io/') {
    const answer = await request(server, 'GET', `${path}?${query('polling')}`);
    assert.equal(answer.status, 200, answer.text);
    assert.equal(answer.text[0], '0');
    return new PollingSession(server, path, JSON.parse(answer.text.slice(1)));
  }

  constructor(server, path, opened) {
    Object.assign(this, { server, path, opened, sid: opened.sid });
    this.target = `${path}?${query('polling', opened.sid)}`;
    this.webSocketUrl = `${server.webSocketUrl}${path}?${query('websocket', opened.sid)}`;
  }

  /** One GET, as it is. */
  get(options) {
    return request(this.server, 'GET', this.target, options);
  }

  /** One POST, as it is. */
  post(body, headers = { 'Content-Type': 'text/plain;charset=UTF-8' }) {
    return request(this.server, 'POST', this.target, { body, headers });
  }

  async send(...packets) {
    const answer = await this.post(packets.join(separator));
    assert.equal(answer.status, 200, answer.text);
    assert.equal(answer.text, 'ok');
  }

  /** The next packet that is no ping; pings are answered on the way. */
  async next() {
    while (this.#packets.length === 0) {
      const answer = await within(this.get(), 'answer to a poll');
      assert.equal(answer.status, 200, answer.text);
      for (const packet of answer.text.split(separator)) {
        if (packet === '2') await this.send('3');
        else this.#packets.push(packet);
      }
    }
    return this.#packets.shift();
  }

  async assertAlive() {
    await this.send('4still there');
    let packet = await this.next();
    while (packet === '6') packet = await this.next();
    assert.equal(packet, '4still there');
  }

  /** Polls are refused since the server no longer knows the session. */
  async assertGone() {
    const answer = await within(this.get(), 'answer to a poll');
    assert.equal(answer.status, 400, answer.text);
    assert.equal(JSON.parse(answer.text).code, 1);
  }
}

/** A WebSocket whose messages wait in order: text as string, binary as Buffer. */
export class WebSocketSession {
  static connect(url, { heartbeat = true, ...options } = {}) {
    return new WebSocketSession(url, heartbeat, options);
  }

  /** Connects and takes the open packet. */
  static async open(server, path = '/engine.io/', options = {}) {
    const url = `${server.webSocketUrl}${path}?${query('websocket')}${options.extra ?? ''}`;
    const session = new WebSocketSession(url, options.heartbeat ?? true, {});
    const first = await session.next('open packet');
    assert.equal(first[0], '0');
    session.opened = JSON.parse(first.slice(1));
    return session;
  }

  constructor(url, heartbeat, options) {
    this.messages = new Queue();
    this.socket = new WebSocket(url, { perMessageDeflate: false, ...options });
    this.socket.on('message', (data, binary) => {
      const text = binary ? null : data.toString();
      if (heartbeat && text === '2') this.socket.send('3');
      else this.messages.push(binary ? data : text);
    });
    const opened = new Promise((resolve, reject) => {
      this.socket.on('open', resolve);
      this.socket.on('error', reject);
    });
    this.connected = within(opened, 'WebSocket');
    this.connected.catch(() => {});
    /** The status of the refusal, if the server refused before it switched protocols. */
    this.refused = new Promise((resolve) => {
      this.socket.on('unexpected-response', (_request, response) => {
        resolve(response.statusCode);
        response.destroy();
        this.messages.end(`refused with ${response.statusCode}`);
      });
    });
    this.ended = new Promise((resolve) => {
      this.socket.on('close', (code, reason) => {
        resolve({ code, reason: reason.toString() });
        this.messages.end(`closed with ${code}`);
      });
    });
  }

  send(message) {
    this.socket.send(message);
    return this;
  }

  next(what) {
    return this.messages.next(what);
  }

  /** Resolves with the close code. */
  async closed(ms) {
    return (await within(this.ended, 'close', ms)).code;
  }

  async assertAlive() {
    this.send('4still there');
    assert.equal(await this.next(), '4still there');
  }

  close() {
    this.socket.terminate();
  }
}

/** Refused before the WebSocket began, or closed right after: returns the status or the code. */
export function refusal(session) {
  return within(Promise.race([session.refused, session.closed()]), 'refusal');
}
