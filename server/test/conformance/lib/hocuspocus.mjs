// Unchanged Hocuspocus providers of both versions on a workspace of the tests.
import { HocuspocusProvider, HocuspocusProviderWebsocket } from '@hocuspocus/provider';
import {
  HocuspocusProvider as Provider3,
  HocuspocusProviderWebsocket as Websocket3,
} from 'hocuspocus-provider-3';
import WebSocket from 'ws';
import * as Y from 'yjs';
import { Queue, within } from './wait.mjs';

export const versions = {
  3: { Provider: Provider3, Websocket: Websocket3 },
  4: { Provider: HocuspocusProvider, Websocket: HocuspocusProviderWebsocket },
};

/** A provider that is destroyed while its socket connects takes its listeners away first; then nobody
 * would hear that the connection was given up, and Node would end the test. */
class ClosableSocket extends WebSocket {
  constructor(...place) {
    super(...place);
    this.on('error', () => {});
  }
}

/** The sockets and providers of a test file, so that all end with it. */
export class Providers {
  #sockets = new Set();
  #opened = new Set();

  constructor(workspace) {
    this.workspace = workspace;
  }

  socket(version = 4, options = {}) {
    const socket = new versions[version].Websocket({
      url: `${this.workspace.server.webSocketUrl}/hocuspocus`,
      WebSocketPolyfill: ClosableSocket,
      delay: 100,
      minDelay: 50,
      maxDelay: 200,
      ...options,
    });
    this.#sockets.add(socket);
    return socket;
  }

  /** A document with its provider; `denied` and `stateless` note what is said. */
  attach(name, token, { version = 4, socket = this.socket(version), ...options } = {}) {
    const doc = new Y.Doc();
    const denied = new Queue();
    const stateless = new Queue();
    const provider = new versions[version].Provider({
      name,
      token,
      document: doc,
      websocketProvider: socket,
      onAuthenticationFailed: ({ reason }) => denied.push(reason),
      onStateless: ({ payload }) => stateless.push(payload),
      ...options,
    });
    const opened = { doc, provider, socket, denied, stateless, text: doc.getText('text') };
    this.#opened.add(opened);
    provider.attach();
    return opened;
  }

  /** As attach, and everything the server has is there. */
  async open(name, token, options = {}) {
    const opened = this.attach(name, token, options);
    await this.synced(opened);
    return opened;
  }

  synced({ provider }) {
    if (provider.isSynced) return Promise.resolve();
    return within(new Promise((resolve) => provider.on('synced', resolve)), 'synchronisation');
  }

  /** Resolves once the server has acknowledged every change. */
  saved({ provider }) {
    if (!provider.hasUnsyncedChanges) return Promise.resolve();
    const saved = new Promise((resolve) => {
      provider.on('unsyncedChanges', () => !provider.hasUnsyncedChanges && resolve());
    });
    return within(saved, 'acknowledgement');
  }

  close() {
    for (const { provider, doc } of this.#opened) {
      provider.destroy();
      doc.destroy(); // with the timer of its awareness
    }
    for (const socket of this.#sockets) socket.destroy();
  }
}

/** Resolves once the text is what is expected. */
export function textIs({ doc, text }, expected) {
  const fits = typeof expected === 'function' ? expected : (found) => found === expected;
  if (fits(text.toString())) return Promise.resolve();
  const seen = new Promise((resolve) => {
    doc.on('update', () => fits(text.toString()) && resolve());
  });
  return within(seen, 'text').catch(() => {
    throw new Error(`the text is ${JSON.stringify(text.toString().slice(0, 200))}`);
  });
}

/** A bare socket, to say and hear frames of one's own. */
export function bareSocket(workspace, options = {}) {
  const socket = new WebSocket(`${workspace.server.webSocketUrl}/hocuspocus`, options);
  socket.binaryType = 'arraybuffer';
  const heard = new Queue();
  socket.on('message', (data) => heard.push(Buffer.from(data)));
  socket.on('error', () => {});
  const closed = new Promise((resolve) => socket.on('close', resolve));
  const opened = new Promise((resolve) => socket.on('open', resolve));
  return { socket, heard, closed, opened };
}
