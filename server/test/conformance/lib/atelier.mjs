// A workspace for tests: `atelier serve` on a folder of its own, and its clients, each an unchanged
// socket.io-client that notes every event in the order of arrival.
import { randomBytes } from 'node:crypto';
import { io } from 'socket.io-client';
import { makeToken, startServe, temporaryFolder } from './server.mjs';
import { Queue, within } from './wait.mjs';

/** A UUIDv7 of now, as clients make them for durable commands. */
export function uuid() {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(Date.now(), 0, 6);
  bytes[6] = (bytes[6] & 0x0f) | 0x70;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

let rooms = 0;
/** Each test has a room of its own. */
export function newRoom() {
  rooms += 1;
  return `room-${process.pid}-${rooms}`;
}

export class Client {
  constructor(url, token, options) {
    this.events = new Queue();
    this.socket = io(url, {
      auth: { token },
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
      ...options,
    });
    this.socket.onAny((name, ...values) => this.events.push({ name, values }));
    this.disconnected = new Promise((resolve) => this.socket.once('disconnect', resolve));
  }

  /** Resolves with the welcome, rejects with the connect error. */
  async ready() {
    const refused = new Promise((_, reject) => this.socket.once('connect_error', reject));
    const welcome = this.event('welcome');
    welcome.catch(() => {});
    [this.welcome] = await Promise.race([welcome, refused]);
    return this;
  }

  emit(name, ...values) {
    this.socket.emit(name, ...values);
  }

  /** The acknowledgement, whatever it says; it is noted among the events as `ack`. */
  ask(name, ...values) {
    const answer = new Promise((resolve) => {
      this.socket.emit(name, ...values, (result) => {
        this.events.push({ name: 'ack', values: [result] });
        resolve(result);
      });
    });
    return within(answer, `acknowledgement of ${name}`);
  }

  /** The acknowledgement of something that must succeed. */
  async do(name, ...values) {
    const result = await this.ask(name, ...values);
    if (!result.ok) throw new Error(`${name}: ${JSON.stringify(result)}`);
    return result;
  }

  /** The error code of something that must fail. */
  async codeOf(name, ...values) {
    const result = await this.ask(name, ...values);
    return result.ok ? 'ok' : result.error.code;
  }

  say(room, text, more = {}) {
    return this.do('chat.send', room, { id: uuid(), text, ...more });
  }

  /** The arguments of the next event of that name; those before it are dropped. */
  async event(name, fits = () => true, ms = undefined) {
    const wanted = (event) => event.name === name && fits(...event.values);
    return (await this.events.until(wanted, name, ms)).values;
  }

  close() {
    this.socket.disconnect();
  }
}

export class Workspace {
  #clients = new Set();

  static async open(options = []) {
    const folder = await temporaryFolder();
    const workspace = new Workspace(folder, options);
    workspace.server = await startServe(folder.path, { options });
    return workspace;
  }

  constructor(folder, options) {
    this.folder = folder;
    this.options = options;
  }

  token(user, claims) {
    return makeToken(this.folder.path, user, claims);
  }

  /** `claims`: room, role, ttl, name as in makeToken; `options` go to the Socket.IO client. */
  async connect(user, claims = {}, options = {}) {
    return this.connectWith(await this.token(user, claims), options);
  }

  connectWith(token, options = {}) {
    const client = new Client(this.server.url, token, options);
    this.#clients.add(client);
    return client.ready();
  }

  /** Connects and joins; the answer of the join is in `joined`. */
  async enter(user, room, role, options) {
    const client = await this.connect(user, { room, role }, options);
    client.joined = await client.do('room.join', room);
    return client;
  }

  /** Ends the server without warning and starts it again on the same folder and port. */
  async crash() {
    const { port } = this.server;
    await this.server.kill();
    this.server = await startServe(this.folder.path, { port, options: this.options });
  }

  async close() {
    for (const client of this.#clients) client.close();
    const end = await this.server.stop();
    await this.folder.remove();
    if (end.code !== 0) throw new Error(`the server ended with ${JSON.stringify(end)}`);
  }
}
