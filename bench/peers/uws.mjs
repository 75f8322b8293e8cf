// The peer µWebSockets: plain WebSocket messages on a topic, its fastest way to reach many.
import { createRequire } from 'node:module';
import { collectWhenCalm } from './calm.mjs';

// The package falls back to plain JavaScript where its binary does not load; that would be
// measured under the wrong name, so the binary is loaded by its own name.
const require = createRequire(import.meta.url);
const { platform, arch, versions } = process;
const binary = `binaries/uws_${platform}_${arch}_${versions.modules}.node`;
const uws = require(`@trufflesuite/uws-js-unofficial/${binary}`);

const room = 'bench';
const joinBytes = 4; // the word `join`; what is published is longer
const connected = collectWhenCalm();

uws
  .App()
  .ws('/*', {
    compression: uws.DISABLED,
    idleTimeout: 120,
    maxBackpressure: 1024 * 1024,
    open: () => connected(),
    message: (socket, message, isBinary) => {
      if (message.byteLength === joinBytes) {
        connected();
        socket.subscribe(room);
        socket.send('joined');
        return;
      }
      socket.publish(room, message, isBinary);
    },
  })
  .listen('127.0.0.1', 0, (listening) => {
    console.log(`listening on ${uws.us_socket_local_port(listening)}`);
  });
