// The narrow view of a socket that the connection needs, and its form over socket.io-client. What
// tests put in its place implements `SocketPort` and calls the handlers.

import { io } from 'socket.io-client';
import { reconnectMaxMs, reconnectMinMs } from '../protocol/limits';

export type SocketLoss =
  /** The transport broke; the port reconnects by itself. */
  | 'transport'
  /** The server ended the namespace; the port stays closed. */
  | 'server';

export interface SocketHandlers {
  /** Asked at every connect; undefined makes this attempt fail, to be tried again later. */
  auth(): Promise<Readonly<Record<string, unknown>> | undefined>;
  connected(recovered: boolean): void;
  lost(loss: SocketLoss): void;
  /** The server refused the connect with `connect_error` data; the port stays closed. */
  refused(data: unknown, message: string): void;
  event(name: string, args: readonly unknown[]): void;
}

export interface SocketPort {
  open(): void;
  /** Afterwards no handler is called until `open`. */
  close(): void;
  emit(name: string, args: readonly unknown[], answer?: (reply: unknown) => void): void;
}

export type SocketFactory = (url: string, handlers: SocketHandlers) => SocketPort;

export const socketIo: SocketFactory = (url, handlers) => {
  const socket = io(url, {
    autoConnect: false,
    forceNew: true,
    withCredentials: true,
    reconnectionDelay: reconnectMinMs,
    reconnectionDelayMax: reconnectMaxMs,
    randomizationFactor: 0.5,
    auth: (send) => {
      handlers.auth().then(
        (auth) => {
          if (auth !== undefined) {
            send(auth);
          }
        },
        // Without CONNECT the server ends the transport, which leads to the next attempt.
        () => undefined,
      );
    },
  });
  socket.on('connect', () => {
    handlers.connected(socket.recovered);
  });
  socket.on('disconnect', (reason) => {
    // What was not written is sent again by its owner, by id; a buffer here would reorder it.
    socket.sendBuffer = [];
    if (reason === 'io server disconnect') {
      handlers.lost('server');
    } else if (reason !== 'io client disconnect') {
      handlers.lost('transport');
    }
  });
  socket.on('connect_error', (error) => {
    // An active socket tries again by itself: the server was not reached.
    if (!socket.active) {
      handlers.refused((error as Error & { readonly data?: unknown }).data, error.message);
    }
  });
  socket.onAny((name: string, ...args: unknown[]) => {
    handlers.event(name, args);
  });
  return {
    open: () => void socket.connect(),
    close: () => void socket.disconnect(),
    emit: (name, args, answer) => void socket.emit(name, ...args, ...(answer ? [answer] : [])),
  };
};
