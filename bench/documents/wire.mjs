// What the document load generator says and hears: just enough of the y-websocket and Hocuspocus
// protocols to open a document, write to it, and count what arrives.

export class Reader {
  constructor(bytes) {
    this.bytes = bytes;
    this.at = 0;
  }

  number() {
    let value = 0;
    for (let factor = 1; ; factor *= 128) {
      const byte = this.bytes[this.at++];
      value += (byte & 127) * factor;
      if (byte < 128 || this.at >= this.bytes.length) return value;
    }
  }

  piece() {
    const length = this.number();
    this.at += length;
    return this.bytes.subarray(this.at - length, this.at);
  }
}

function number(value) {
  const bytes = [];
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return Buffer.from([...bytes, rest]);
    bytes.push((rest % 128) + 128);
  }
}

const piece = (bytes) => Buffer.concat([number(bytes.length), bytes]);
const text = (value) => piece(Buffer.from(value));
const sync = 0;
const auth = 2;
const syncReply = 4;
const [step1, step2, update] = [0, 1, 2];
// The state vector of somebody who knows nothing.
const nothing = Buffer.from([0]);

function heardSync(reader) {
  const kind = reader.number();
  if (kind === step1) return { kind: 'asked' };
  return { kind: kind === step2 ? 'state' : 'update', bytes: reader.piece() };
}

/** y-websocket: one document a connection, named by the path. */
export const yjs = {
  path: (document, token) => `/yjs/${document}?token=${token}`,
  peerPath: (document) => `/${document}`,
  hello: () => [Buffer.concat([Buffer.from([sync, step1]), piece(nothing)])],
  answer: () => Buffer.concat([Buffer.from([sync, step2]), piece(Buffer.from([0, 0]))]),
  update: (_document, bytes) => Buffer.concat([Buffer.from([sync, update]), piece(bytes)]),
  read(bytes) {
    const reader = new Reader(bytes);
    return reader.number() === sync ? heardSync(reader) : { kind: 'other' };
  },
};

/** Hocuspocus: each message begins with the name of its document. */
export const hocuspocus = {
  path: () => '/hocuspocus',
  peerPath: () => '/',
  hello: (document, token) => [
    Buffer.concat([text(document), number(auth), number(0), text(token)]),
    Buffer.concat([text(document), number(sync), number(step1), piece(nothing)]),
  ],
  answer: (document) =>
    Buffer.concat([text(document), number(sync), number(step2), piece(Buffer.from([0, 0]))]),
  update: (document, bytes) =>
    Buffer.concat([text(document), number(sync), number(update), piece(bytes)]),
  read(bytes) {
    const reader = new Reader(bytes);
    reader.piece();
    const kind = reader.number();
    return kind === sync || kind === syncReply ? heardSync(reader) : { kind: 'other' };
  },
};
