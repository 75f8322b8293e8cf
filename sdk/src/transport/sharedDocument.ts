// One shared document over the Hocuspocus protocol, and what is known about its safety. The server
// answers every change with a SyncStatus after it is stored, so a document is saved when nothing that
// left this client is unanswered. Loaded on demand, for it knows Yjs.

import { HocuspocusProvider, MessageType } from '@hocuspocus/provider';
import type { onCloseParameters, onMessageParameters } from '@hocuspocus/provider';
import * as decoding from 'lib0/decoding';
import { Awareness } from 'y-protocols/awareness';
import * as Y from 'yjs';
import type { Backoff } from '../core/backoff';
import type { CancelTimer, Clock } from '../core/clock';
import { Emitter } from '../core/emitter';
import type { AtelierError } from '../protocol/errors';
import { makeError } from '../protocol/errors';
import type {
  DocumentEvents,
  DocumentHandle,
  DocumentState,
  DocumentTokens,
} from './documentHandle';
import { closeCodes } from './documentHandle';
import { DocumentSocket } from './documentSocket';
import { OfflineWatch } from './offlineWatch';

export { DocumentSocket };

export interface SharedDocumentOptions {
  readonly socket: DocumentSocket;
  readonly room: string;
  readonly name: string;
  readonly tokens: DocumentTokens;
  readonly clock: Clock;
  readonly createBackoff: () => Backoff;
}

export function openSharedDocument(options: SharedDocumentOptions): DocumentHandle {
  return new SharedDocument(options);
}

class SharedDocument extends Emitter<DocumentEvents> implements DocumentHandle {
  readonly room: string;
  readonly name: string;
  readonly doc = new Y.Doc();
  readonly awareness = new Awareness(this.doc);
  error: AtelierError | undefined;
  loaded = false;

  private current: DocumentState = 'connecting';
  /** Changes that left in this connection and that the server has not answered. */
  private owed = 0;
  /** The server has asked for what is here, and the answer has left. */
  private answered = false;
  /** Something changed here while it could not leave. */
  private waiting = false;
  private refused = false;
  private renewToken = false;
  private renewed = false;
  private destroyed = false;
  private cancelReturn: CancelTimer | undefined;
  private readonly backoff: Backoff;
  private readonly watch: OfflineWatch;
  private readonly provider: HocuspocusProvider;
  private readonly untap: () => void;

  constructor(private readonly options: SharedDocumentOptions) {
    super();
    this.room = options.room;
    this.name = options.name;
    this.backoff = options.createBackoff();
    this.watch = new OfflineWatch(options.clock, () => {
      this.update();
    });
    this.provider = new HocuspocusProvider({
      name: `${options.room}/${options.name}`,
      document: this.doc,
      awareness: this.awareness,
      websocketProvider: options.socket.acquire(),
      // Several views of one document may be open at once.
      sessionAwareness: true,
      token: () => this.token(),
    });
    this.untap = options.socket.tap(this.provider.effectiveName, (message) => {
      this.owed += 1;
      this.answered ||= message === 'step2';
    });
    this.listen();
    this.update();
    this.provider.attach();
  }

  get state(): DocumentState {
    return this.current;
  }

  get unsaved(): boolean {
    return this.owed > 0 || this.waiting;
  }

  reconnect(): void {
    this.error = undefined;
    this.renewed = false;
    this.come();
  }

  destroy(): void {
    this.destroyed = true;
    this.watch.stop();
    this.cancelReturn?.();
    this.provider.destroy();
    this.untap();
    this.options.socket.release();
    this.doc.destroy();
    this.clear();
  }

  private async token(): Promise<string> {
    const { tokens } = this.options;
    const held = this.renewToken ? undefined : tokens.current();
    this.renewToken = false;
    return held ?? (await tokens.renew()) ?? '';
  }

  private listen(): void {
    const { provider } = this;
    const refresh = (): void => {
      this.update();
    };
    provider.on('open', () => {
      this.owed = 0;
      this.answered = false;
      this.refused = false;
      this.update();
    });
    provider.on('message', (heard: onMessageParameters) => {
      this.heard(heard);
    });
    provider.on('close', ({ event }: onCloseParameters) => {
      this.closed(event.code, event.reason);
    });
    provider.on('authenticationFailed', ({ reason }: { readonly reason: string }) => {
      this.turnedAway(reason);
    });
    provider.on('synced', refresh);
    provider.on('status', refresh);
    provider.on('authenticated', refresh);
    // Registered behind the provider's own, so that what left is counted already.
    this.doc.on('update', (_update: Uint8Array, origin: unknown) => {
      if (origin !== provider) {
        this.waiting ||= !this.live;
        this.update();
      }
    });
  }

  private get live(): boolean {
    return this.provider.isAuthenticated && this.provider.isSynced && this.answered;
  }

  private heard({ message }: onMessageParameters): void {
    message.readVarString();
    if (message.readVarUint() === MessageType.SyncStatus) {
      const stored = decoding.readVarInt(message.decoder) === 1;
      this.owed = Math.max(0, this.owed - 1);
      this.refused ||= !stored;
      this.backoff.reset();
    }
    // The provider applies the message after this event.
    queueMicrotask(() => {
      this.update();
    });
  }

  private closed(code: number, reason: string): void {
    const known = closeCodes.get(code);
    if (known === 'unauthenticated' && !this.renewed) {
      this.renewed = true;
      this.renewToken = true;
    } else if (known !== undefined) {
      this.fail(makeError(known, reason));
    } else if (code === 1000 && this.provider.isAttached) {
      // The server let go of this document only.
      this.comeLater();
    }
    this.update();
  }

  private turnedAway(reason: string): void {
    if (this.renewed) {
      this.fail(makeError('forbidden', reason));
    } else {
      this.renewed = true;
      this.renewToken = true;
      this.comeLater();
    }
    this.update();
  }

  /** Final until somebody tries again. */
  private fail(error: AtelierError): void {
    this.error = error;
    this.provider.detach();
  }

  private comeLater(): void {
    this.cancelReturn ??= this.options.clock.after(this.backoff.nextMs(), () => {
      this.cancelReturn = undefined;
      this.come();
    });
  }

  private come(): void {
    if (this.provider.isAttached) {
      this.provider.detach();
    }
    this.provider.isSynced = false;
    this.provider.isAuthenticated = false;
    this.answered = false;
    this.refused = false;
    this.provider.attach();
    this.update();
  }

  private update(): void {
    if (this.destroyed) {
      return;
    }
    const { live } = this;
    if (live || this.error !== undefined) {
      this.watch.stop();
    } else {
      this.watch.wait();
    }
    if (live) {
      this.renewed = false;
      this.waiting &&= this.owed > 0;
    }
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
    if (!live) {
      return this.watch.offline ? 'offline' : 'connecting';
    }
    if (this.refused || this.provider.authorizedScope === 'readonly') {
      return 'readonly';
    }
    return this.owed === 0 ? 'saved' : 'saving';
  }
}
