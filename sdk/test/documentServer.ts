// A document server in memory: speaks y-websocket through a stand-in for WebSocket, and relays
// every update to all connections, the sender's too, when the test lets it store.

import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { writePermissionDenied } from 'y-protocols/auth';
import * as sync from 'y-protocols/sync';
import * as Y from 'yjs';
import { settle } from './kit';

type Handler<E> = ((event: E) => void) | null;

export class DocumentServer {
  readonly doc = new Y.Doc();
  readonly urls: string[] = [];
  /** Set: connections are closed with this code instead of being opened. */
  refusal: number | undefined;
  reachable = true;
  readonly = false;
  /** Whether stored updates come back to their sender. */
  echoes = true;
  /** Unset: updates are kept back until `store`. */
  storesAtOnce = true;
  private readonly kept: (() => void)[] = [];
  private readonly sockets = new Set<FakeWebSocket>();

  readonly webSocket: typeof WebSocket = createWebSocketClass(this);

  async connect(socket: FakeWebSocket): Promise<void> {
    await Promise.resolve();
    if (!this.reachable || this.refusal !== undefined) {
      socket.fail(this.refusal ?? 1006);
      return;
    }
    this.sockets.add(socket);
    socket.succeed();
    socket.deliver(this.frame((encoder) => sync.writeSyncStep1(encoder, this.doc)));
  }

  disconnect(socket: FakeWebSocket): void {
    this.sockets.delete(socket);
  }

  closeAll(code: number): void {
    for (const socket of [...this.sockets]) {
      this.sockets.delete(socket);
      socket.fail(code);
    }
  }

  store(): void {
    this.kept.splice(0).forEach((apply) => {
      apply();
    });
  }

  receive(socket: FakeWebSocket, bytes: Uint8Array): void {
    const decoder = decoding.createDecoder(bytes);
    if (decoding.readVarUint(decoder) !== 0) {
      return;
    }
    const type = decoding.readVarUint(decoder);
    const payload = decoding.readVarUint8Array(decoder);
    if (type === sync.messageYjsSyncStep1) {
      socket.deliver(this.frame((encoder) => sync.writeSyncStep2(encoder, this.doc, payload)));
    } else if (this.readonly) {
      socket.deliver(this.denial());
    } else {
      this.kept.push(() => {
        this.apply(socket, payload);
      });
      if (this.storesAtOnce) {
        this.store();
      }
    }
  }

  private apply(from: FakeWebSocket, update: Uint8Array): void {
    const before = Y.snapshot(this.doc);
    Y.applyUpdate(this.doc, update);
    if (Y.equalSnapshots(before, Y.snapshot(this.doc))) {
      return;
    }
    const frame = this.frame((encoder) => {
      sync.writeUpdate(encoder, update);
    });
    for (const socket of this.sockets) {
      if (socket !== from || this.echoes) {
        socket.deliver(frame);
      }
    }
  }

  private denial(): Uint8Array {
    const encoder = encoding.createEncoder();
    encoding.writeVarUint(encoder, 2);
    writePermissionDenied(encoder, 'read-only');
    return encoding.toUint8Array(encoder);
  }

  private frame(write: (encoder: encoding.Encoder) => void): Uint8Array {
    const encoder = encoding.createEncoder();
    encoding.writeVarUint(encoder, 0);
    write(encoder);
    return encoding.toUint8Array(encoder);
  }
}

export interface FakeWebSocket {
  succeed(): void;
  fail(code: number): void;
  deliver(frame: Uint8Array): void;
}

function createWebSocketClass(server: DocumentServer): typeof WebSocket {
  class Socket implements FakeWebSocket {
    readonly OPEN = 1;
    readyState = 0;
    binaryType = 'blob';
    onopen: Handler<object> = null;
    onmessage: Handler<{ data: ArrayBuffer }> = null;
    onclose: Handler<{ code: number; reason: string }> = null;
    onerror: Handler<object> = null;

    constructor(url: string) {
      server.urls.push(url);
      void server.connect(this);
    }

    send(data: Uint8Array): void {
      void settle().then(() => {
        if (this.readyState === 1) {
          server.receive(this, data);
        }
      });
    }

    close(): void {
      this.readyState = 3;
      server.disconnect(this);
    }

    succeed(): void {
      this.readyState = 1;
      this.onopen?.({});
    }

    fail(code: number): void {
      this.readyState = 3;
      this.onclose?.({ code, reason: `closed with ${String(code)}` });
    }

    deliver(frame: Uint8Array): void {
      const copy = frame.slice();
      queueMicrotask(() => this.onmessage?.({ data: copy.buffer }));
    }
  }
  return Socket as unknown as typeof WebSocket;
}
