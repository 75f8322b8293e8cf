// The peer `@hocuspocus/server` as its documentation starts it, without extensions: documents live in
// memory only, nothing is stored.
import { Server } from '@hocuspocus/server';
import { collectWhenCalm } from './calm.mjs';

const changed = collectWhenCalm();
const server = new Server({
  address: '127.0.0.1',
  port: 0,
  quiet: true,
  stopOnSignals: false,
  onConnect: () => {
    changed();
    return Promise.resolve();
  },
});
await server.listen();
console.log(`listening on ${server.httpServer.address().port}`);
process.on('SIGTERM', () => process.exit(0));
