import { Target } from './lib/attack.mjs';
import { requestText } from './lib/http.mjs';
const target = await Target.open();
const one = requestText(target.server, 'GET', '/healthz');
let connection = await target.raw();
let t = Date.now();
connection.send(Buffer.concat(Array(2000).fill(one)));
for (let i = 0; i < 2000; i++) {
  await connection.response();
  if (i % 400 == 0) console.log(i, Date.now() - t);
}
console.log('answers', Date.now() - t);
t = Date.now();
connection.close();
const deaf = await target.raw();
deaf.socket.pause();
const metrics = requestText(target.server, 'GET', '/metrics');
for (let i = 0; i < 100; i++) deaf.send(Buffer.concat(Array(200).fill(metrics)));
for (let i = 0; i < 4; i++) {
  await target.roundTrip();
  console.log('rt', Date.now() - t);
}
console.log(await target.resident());
deaf.close();
console.log('rss');
await target.close();
console.log('closed', Date.now() - t);
