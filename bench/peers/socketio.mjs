// The peer `socket.io`: join a room, broadcast to it. Tuned as its own documentation says:
// WebSocket only, no compression, the first HTTP request of a connection is not kept.
import { createServer } from 'node:http';
import { Server } from 'socket.io';
import { collectWhenCalm } from './calm.mjs';

const http = createServer();
const io = new Server(http, {
  transports: ['websocket'],
  perMessageDeflate: false,
  serveClient: false,
});
const connected = collectWhenCalm();

io.engine.on('connection', (raw) => {
  raw.request = null;
});
io.on('connection', (socket) => {
  connected();
  socket.on('room.join', (room, ack) => {
    connected();
    socket.join(room);
    ack({ ok: true });
  });
  socket.on('room.broadcast', (room, payload) => {
    socket.to(room).emit('room.broadcast', room, payload);
  });
});

http.listen(0, '127.0.0.1', () => console.log(`listening on ${http.address().port}`));
