// One shared document over the y-websocket protocol, and what is known about its safety. It
// knows Yjs and is loaded on demand.
//
// y-websocket has no message that says "stored". The server sends every update back to all
// connections, its sender's too, after it is stored; so what comes back is saved.

import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import type { Awareness } from 'y-protocols/awareness';
import { readAuthMessage } from 'y-protocols/auth';
import { messageYjsSyncStep1, messageYjsSyncStep2, messageYjsUpdate } from 'y-protocols/sync';
import { messageAuth, messageSync, WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import type { Backoff } from '../core/backoff';
import type { CancelTimer, Clock } from '../core/clock';
import { Emitter } from '../core/emitter';
import type { AtelierError } from '../protocol/errors';
import { makeError } from '../protocol/errors';
import { documentProbeAfterMs } from '../protocol/limits';
import type {
  DocumentEvents,
  DocumentHandle,
  DocumentState,
  DocumentTokens,
} from './documentHandle';
import { closeCodes } from './documentHandle';
import { OfflineWatch } from './offlineWatch';
import { SavedTracker } from './savedTracker';

export interface OpenDocumentOptions {
  /** Origin of the server, with http or https. */
  readonly url: string;
  readonly room: string;
  readonly name: string;
  readonly tokens: DocumentTokens;
  readonly clock: Clock;
  readonly createBackoff: () => Backoff;
  readonly webSocket?: typeof WebSocket | undefined;
}

export async function openDocument(options: OpenDocumentOptions): Promise<DocumentHandle> {
  const token = options.tokens.current() ?? (await options.tokens.renew());
  return new OpenDocument(options, token);
}

type SyncHandler = (
  encoder: encoding.Encoder,
  decoder: decoding.Decoder,
  provider: WebsocketProvider,
  emitSynced: boolean,
  messageType: number,
) => void;

class OpenDocument extends Emitter<DocumentEvents> implements DocumentHandle {
  readonly room: string;
  readonly name: string;
  readonly doc = new Y.Doc();
  readonly awareness: Awareness;
  error: AtelierError | undefined;
  loaded = false;

  private current: DocumentState = 'connecting';
  private denied = false;
  private renewedToken = false;
  private destroyed = false;
  private readonly tracker = new SavedTracker();
  private readonly watch: OfflineWatch;
  private readonly provider: WebsocketProvider;
  private readonly probeBackoff: Backoff;
  private cancelProbe: CancelTimer | undefined;

  constructor(
    private readonly options: OpenDocumentOptions,
    token: string | undefined,
  ) {
    super();
    this.room = options.room;
    this.name = options.name;
    this.probeBackoff = options.createBackoff();
    this.watch = new OfflineWatch(options.clock, () => {
      this.update();
    });
    const path = `${encodeURIComponent(options.room)}/${encodeURIComponent(options.name)}`;
    this.provider = new WebsocketProvider(
      `${options.url.replace(/^http/, 'ws')}/yjs`,
      path,
      this.doc,
      {
        connect: false,
        // Other tabs hear of changes from the server, so that "saved" has one meaning.
        disableBc: true,
        params: token === undefined ? {} : { token },
        ...(options.webSocket === undefined ? {} : { WebSocketPolyfill: options.webSocket }),
      },
    );
    this.awareness = this.provider.awareness;
    this.listen();
    this.update();
    this.provider.connect();
  }

  get state(): DocumentState {
    return this.current;
  }

  get unsaved(): boolean {
    return !this.tracker.saved;
  }

  reconnect(): void {
    this.error = undefined;
    this.denied = false;
    this.renewedToken = false;
    // A new connection offers all local changes again.
    this.provider.disconnect();
    this.provider.connect();
    this.update();
  }

  destroy(): void {
    this.destroyed = true;
    this.watch.stop();
    this.cancelProbe?.();
    this.provider.destroy();
    this.doc.destroy();
    this.clear();
  }

  private listen(): void {
    const { provider } = this;
    const handlers = provider.messageHandlers as SyncHandler[];
    const sync = handlers[messageSync];
    handlers[messageSync] = (encoder, decoder, ...rest) => {
      const copy = decoding.clone(decoder);
      sync?.(encoder, decoder, ...rest);
      this.heardSync(copy);
    };
    handlers[messageAuth] = (_encoder, decoder) => {
      readAuthMessage(decoder, this.doc, (_doc, reason) => {
        this.heardDenial(reason);
      });
    };
    this.doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== provider) {
        this.tracker.noteLocal(update);
        this.update();
      }
    });
    provider.on('status', ({ status }) => {
      if (status === 'connected') {
        this.denied = false;
      }
      this.update();
    });
    provider.on('sync', () => {
      this.update();
    });
    provider.on('connection-close', () => {
      this.freshenToken();
    });
    provider.on('closed', ({ code, reason }) => {
      void this.refused(code, reason);
    });
  }

  private heardSync(decoder: decoding.Decoder): void {
    const type = decoding.readVarUint(decoder);
    const payload = decoding.readVarUint8Array(decoder);
    if (type === messageYjsSyncStep1) {
      this.tracker.noteServerVector(payload);
    } else if (type === messageYjsSyncStep2 || type === messageYjsUpdate) {
      this.tracker.noteServerUpdate(payload);
      this.probeBackoff.reset();
    }
    this.update();
  }

  private heardDenial(reason: string): void {
    if (reason === 'read-only') {
      this.denied = true;
    } else {
      this.error = makeError('forbidden', reason);
    }
    this.update();
  }

  private freshenToken(): void {
    const token = this.options.tokens.current();
    if (token !== undefined) {
      this.provider.params = { token };
    }
  }

  /** The server closed with a code after which y-websocket stays away. */
  private async refused(code: number, reason: string): Promise<void> {
    if (code === 4401 && !this.renewedToken) {
      this.renewedToken = true;
      const token = await this.options.tokens.renew();
      if (this.destroyed) {
        return;
      }
      if (token !== undefined) {
        this.provider.params = { token };
        this.provider.connect();
        return;
      }
    }
    this.error = makeError(closeCodes.get(code) ?? 'internal', reason);
    this.update();
  }

  private update(): void {
    if (this.destroyed) {
      return;
    }
    const live = this.provider.wsconnected && this.provider.synced;
    if (live || this.error !== undefined) {
      this.watch.stop();
    } else {
      this.watch.wait();
    }
    if (live) {
      this.renewedToken = false;
    }
    this.watchPending(live);
    const next = this.judge(live);
    if (next !== this.current) {
      this.current = next;
      this.emit('state', next);
    }
    if (live && !this.loaded) {
      this.loaded = true;
      this.emit('loaded', true);
    }
  }

  private judge(live: boolean): DocumentState {
    if (this.error !== undefined) {
      return 'error';
    }
    if (this.denied) {
      return 'readonly';
    }
    if (!live) {
      return this.watch.offline ? 'offline' : 'connecting';
    }
    return this.tracker.saved ? 'saved' : 'saving';
  }

  /** A server that did not send something back is asked for what it has. */
  private watchPending(live: boolean): void {
    if (!live || this.tracker.saved || this.denied) {
      this.cancelProbe?.();
      this.cancelProbe = undefined;
    } else if (this.cancelProbe === undefined) {
      const waitMs = Math.max(documentProbeAfterMs, this.probeBackoff.nextMs());
      this.cancelProbe = this.options.clock.after(waitMs, () => {
        this.cancelProbe = undefined;
        this.probe();
        this.update();
      });
    }
  }

  private probe(): void {
    const encoder = encoding.createEncoder();
    encoding.writeVarUint(encoder, messageSync);
    encoding.writeVarUint(encoder, messageYjsSyncStep1);
    encoding.writeVarUint8Array(encoder, this.tracker.confirmedVector());
    this.provider.ws?.send(encoding.toUint8Array(encoder));
  }
}
