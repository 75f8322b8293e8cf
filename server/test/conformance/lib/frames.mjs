// A WebSocket client that writes any frame, legal or not, and reads frames one by one.
import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { RawConnection, requestText } from './http.mjs';

export const opcode = { continuation: 0, text: 1, binary: 2, close: 8, ping: 9, pong: 10 };

export function upgradeHeaders(more = {}) {
  return {
    Connection: 'Upgrade',
    Upgrade: 'websocket',
    'Sec-WebSocket-Version': '13',
    'Sec-WebSocket-Key': randomBytes(16).toString('base64'),
    ...more,
  };
}

/** The bytes of one frame. `length` lies about the payload's length when it is given. */
export function frame(kind, payload = '', options = {}) {
  const { final = true, reserved = 0, masked = true, width, length } = options;
  const bytes = Buffer.from(payload);
  const said = length ?? bytes.length;
  const bits = width ?? (said < 126 ? 7 : said < 65_536 ? 16 : 64);
  const size = { 7: 0, 16: 2, 64: 8 }[bits];
  const head = Buffer.alloc(2 + size);
  head[0] = (final ? 0x80 : 0) | (reserved << 4) | kind;
  head[1] = (masked ? 0x80 : 0) | (bits === 7 ? said : bits === 16 ? 126 : 127);
  if (bits === 16) head.writeUInt16BE(said, 2);
  if (bits === 64) head.writeBigUInt64BE(BigInt(said), 2);
  if (!masked) return Buffer.concat([head, bytes]);
  const mask = randomBytes(4);
  for (let i = 0; i < bytes.length; i++) bytes[i] ^= mask[i % 4];
  return Buffer.concat([head, mask, bytes]);
}

export function closePayload(code, reason = '') {
  const payload = Buffer.alloc(2 + Buffer.byteLength(reason));
  payload.writeUInt16BE(code);
  payload.write(reason, 2);
  return payload;
}

export class RawWebSocket {
  static async open(server, path = '/echo') {
    const connection = await RawConnection.open(server);
    const headers = upgradeHeaders();
    connection.send(requestText(server, 'GET', path, { headers }));
    const answer = await connection.response({ headOnly: true });
    assert.equal(answer.status, 101);
    const suffix = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';
    const accept = createHash('sha1').update(headers['Sec-WebSocket-Key'] + suffix);
    assert.equal(answer.headers['sec-websocket-accept'], accept.digest('base64'));
    return new RawWebSocket(connection);
  }

  constructor(connection) {
    this.connection = connection;
  }

  send(kind, payload, options) {
    this.connection.send(frame(kind, payload, options));
    return this;
  }

  sendBytes(bytes) {
    this.connection.send(bytes);
    return this;
  }

  /** The next frame; a close frame has a `code`, 1005 when it carries none. */
  async next() {
    const [first, second] = await this.connection.read(2);
    assert.equal(second & 0x80, 0, 'a server does not mask');
    let length = second & 0x7f;
    if (length === 126) length = (await this.connection.read(2)).readUInt16BE();
    else if (length === 127) length = Number((await this.connection.read(8)).readBigUInt64BE());
    const payload = Buffer.from(await this.connection.read(length));
    const kind = first & 0x0f;
    const code = kind !== opcode.close ? undefined : length < 2 ? 1005 : payload.readUInt16BE();
    return { kind, final: (first & 0x80) !== 0, reserved: (first >> 4) & 7, payload, code };
  }

  /** The next message with its fragments joined; control frames in between are an error. */
  async message() {
    const parts = [await this.next()];
    while (!parts.at(-1).final) parts.push(await this.next());
    return { kind: parts[0].kind, payload: Buffer.concat(parts.map((part) => part.payload)) };
  }

  /** The code of the close frame that must come next; then the server ends the connection. */
  async closeCode() {
    const { kind, code } = await this.next();
    assert.equal(kind, opcode.close);
    return code;
  }

  close() {
    this.connection.close();
  }
}
