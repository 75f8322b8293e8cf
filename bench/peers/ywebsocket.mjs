// The peer `@y/websocket-server`, as its own server.js does, on a port of the system's choosing:
// documents live in memory only, nothing is stored.
import { createServer } from 'node:http';
import { WebSocketServer } from 'ws';
import { setupWSConnection } from '@y/websocket-server/utils';
import { collectWhenCalm } from './calm.mjs';

const changed = collectWhenCalm();
const sockets = new WebSocketServer({ noServer: true });
const http = createServer();
sockets.on('connection', (socket, request) => {
  changed();
  setupWSConnection(socket, request);
});
http.on('upgrade', (request, socket, head) => {
  sockets.handleUpgrade(request, socket, head, (each) => sockets.emit('connection', each, request));
});
http.listen(0, '127.0.0.1', () => console.log(`listening on ${http.address().port}`));
