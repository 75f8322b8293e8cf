// A document server in memory that speaks Hocuspocus: one document, many names for its sessions, a
// SyncStatus for every change once the test lets it store.

import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import * as sync from 'y-protocols/sync';
import * as Y from 'yjs';
import { settle } from './kit';

type Listener = (event: unknown) => void;

export class HocuspocusServer {
  readonly doc = new Y.Doc();
  readonly urls: string[] = [];
  readonly tokens: string[] = [];
  readonly names = new Set<string>();
  /** Tokens that are turned away. */
  readonly bad = new Set<string>();
  scope: 'read-write' | 'readonly' = 'read-write';
  reachable = true;
  storesAtOnce = true;
  sockets: Socket[] = [];
  private readonly kept: (() => void)[] = [];

  readonly webSocket: typeof WebSocket = createSocketClass(this);

  store(): void {
    this.kept.splice(0).forEach((apply) => {
      apply();
    });
  }

  closeAll(code: number): void {
    for (const socket of this.sockets.splice(0)) {
      socket.end(code);
    }
  }

  /** Lets go of the documents but not of the sockets. */
  closeDocuments(reason: string): void {
    for (const socket of this.sockets) {
      for (const name of socket.names) {
        socket.say(name, 7, (encoder) => {
          encoding.writeVarString(encoder, reason);
        });
      }
      socket.names.clear();
    }
  }

  receive(socket: Socket, bytes: Uint8Array): void {
    const decoder = decoding.createDecoder(bytes);
    const name = decoding.readVarString(decoder);
    const type = decoding.readVarUint(decoder);
    if (type === 2) {
      this.admit(socket, name, decoder);
    } else if (type === 0 && socket.names.has(name)) {
      this.sync(socket, name, decoder);
    }
  }

  private admit(socket: Socket, name: string, decoder: decoding.Decoder): void {
    decoding.readVarUint(decoder);
    const token = decoding.readVarString(decoder);
    this.tokens.push(token);
    this.names.add(name.split('\0')[0] ?? '');
    const good = !this.bad.has(token);
    if (good) {
      socket.names.add(name);
    }
    socket.say(name, 2, (encoder) => {
      encoding.writeVarUint(encoder, good ? 2 : 1);
      encoding.writeVarString(encoder, good ? this.scope : 'permission-denied');
    });
  }

  private sync(socket: Socket, name: string, decoder: decoding.Decoder): void {
    const type = decoding.readVarUint(decoder);
    const payload = decoding.readVarUint8Array(decoder);
    if (type === sync.messageYjsSyncStep1) {
      socket.say(name, 0, (encoder) => {
        sync.writeSyncStep1(encoder, this.doc);
      });
      socket.say(name, 0, (encoder) => {
        sync.writeSyncStep2(encoder, this.doc, payload);
      });
      return;
    }
    this.kept.push(() => {
      this.apply(socket, name, payload);
    });
    if (this.storesAtOnce) {
      this.store();
    }
  }

  private apply(from: Socket, name: string, update: Uint8Array): void {
    const before = Y.snapshot(this.doc);
    const copy = new Y.Doc();
    Y.applyUpdate(copy, Y.encodeStateAsUpdate(this.doc));
    Y.applyUpdate(copy, update);
    const news = !Y.equalSnapshots(before, Y.snapshot(copy));
    const taken = !news || this.scope === 'read-write';
    if (news && taken) {
      Y.applyUpdate(this.doc, update);
      for (const socket of this.sockets) {
        for (const other of socket.names) {
          if (socket !== from || other !== name) {
            socket.say(other, 0, (encoder) => {
              sync.writeUpdate(encoder, update);
            });
          }
        }
      }
    }
    from.say(name, 8, (encoder) => {
      encoding.writeVarInt(encoder, taken ? 1 : 0);
    });
  }
}

interface Socket {
  readonly names: Set<string>;
  say(name: string, type: number, write: (encoder: encoding.Encoder) => void): void;
  end(code: number): void;
}

function createSocketClass(server: HocuspocusServer): typeof WebSocket {
  class ServedSocket extends FakeSocket {
    constructor(url: string) {
      super(server, url);
    }
  }
  return ServedSocket as unknown as typeof WebSocket;
}

class FakeSocket implements Socket {
  readonly names = new Set<string>();
  readyState = 0;
  binaryType = 'blob';
  private readonly listeners = new Map<string, Set<Listener>>();

  constructor(
    private readonly server: HocuspocusServer,
    url: string,
  ) {
    server.urls.push(url);
    void settle().then(() => {
      if (!server.reachable) {
        this.end(1006);
        return;
      }
      this.readyState = 1;
      server.sockets.push(this);
      this.emit('open', {});
    });
  }

  addEventListener(name: string, listener: Listener): void {
    const all = this.listeners.get(name) ?? new Set();
    this.listeners.set(name, all.add(listener));
  }

  removeEventListener(name: string, listener: Listener): void {
    this.listeners.get(name)?.delete(listener);
  }

  send(data: Uint8Array): void {
    const copy = data.slice();
    void settle().then(() => {
      if (this.readyState === 1) {
        this.server.receive(this, copy);
      }
    });
  }

  close(): void {
    this.readyState = 3;
    this.server.sockets = this.server.sockets.filter((socket) => socket !== this);
  }

  say(name: string, type: number, write: (encoder: encoding.Encoder) => void): void {
    const encoder = encoding.createEncoder();
    encoding.writeVarString(encoder, name);
    encoding.writeVarUint(encoder, type);
    write(encoder);
    const { buffer } = encoding.toUint8Array(encoder).slice();
    queueMicrotask(() => {
      this.emit('message', { data: buffer });
    });
  }

  end(code: number): void {
    this.readyState = 3;
    this.emit('close', { code, reason: `closed with ${String(code)}` });
  }

  private emit(name: string, event: unknown): void {
    for (const listener of [...(this.listeners.get(name) ?? [])]) {
      listener(event);
    }
  }
}
