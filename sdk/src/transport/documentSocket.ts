// The one socket that all shared documents of a client ride on, over the Hocuspocus protocol. It
// opens with the first document, closes with the last, and sees what really leaves: only bytes that
// went out can be acknowledged. It knows nothing of what a document does with that.

import { HocuspocusProviderWebsocket } from '@hocuspocus/provider';
import * as decoding from 'lib0/decoding';

/** A message that the server answers with one SyncStatus: its own step 2, or an update. */
export type OwedMessage = 'step2' | 'update';

export interface DocumentSocketOptions {
  /** Origin of the server, with http or https. */
  readonly url: string;
  readonly webSocket?: typeof WebSocket | undefined;
}

const messageSync = 0;
const syncStep1 = 0;
const syncStep2 = 1;

export class DocumentSocket {
  private socket: HocuspocusProviderWebsocket | undefined;
  private readonly taps = new Map<string, (message: OwedMessage) => void>();
  private users = 0;

  constructor(private readonly options: DocumentSocketOptions) {}

  /** Each call is answered by one `release`. */
  acquire(): HocuspocusProviderWebsocket {
    this.users += 1;
    this.socket ??= new HocuspocusProviderWebsocket({
      url: `${this.options.url.replace(/^http/, 'ws')}/hocuspocus`,
      WebSocketPolyfill: tapped(this.options.webSocket ?? WebSocket, (bytes) => {
        this.sent(bytes);
      }),
    });
    return this.socket;
  }

  release(): void {
    this.users -= 1;
    if (this.users === 0) {
      this.socket?.destroy();
      this.socket = undefined;
    }
  }

  /** `name` as the provider writes it into its messages. */
  tap(name: string, heard: (message: OwedMessage) => void): () => void {
    this.taps.set(name, heard);
    return () => this.taps.delete(name);
  }

  private sent(bytes: Uint8Array): void {
    const decoder = decoding.createDecoder(bytes);
    // A pong is one byte and has no name.
    if (bytes.length < 2) {
      return;
    }
    const heard = this.taps.get(decoding.readVarString(decoder));
    if (heard === undefined || decoding.readVarUint(decoder) !== messageSync) {
      return;
    }
    const type = decoding.readVarUint(decoder);
    if (type !== syncStep1) {
      heard(type === syncStep2 ? 'step2' : 'update');
    }
  }
}

function tapped(base: typeof WebSocket, sent: (bytes: Uint8Array) => void): typeof WebSocket {
  return class extends base {
    override send(data: string | ArrayBufferLike | Blob | ArrayBufferView<ArrayBufferLike>): void {
      super.send(data as Parameters<WebSocket['send']>[0]);
      if (data instanceof Uint8Array) {
        sent(data);
      }
    }
  };
}
