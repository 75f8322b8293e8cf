// Cross-origin answers of the echo app, which allows every origin.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { PollingSession, WebSocketSession } from './lib/engineio.mjs';
import { request } from './lib/http.mjs';
import { startConformance } from './lib/server.mjs';

let server;
before(async () => (server = await startConformance({ calm: true })));
after(() => server?.stop());

const headers = { Origin: 'https://app.example' };

describe('Engine.IO across origins', () => {
  test('[EIO9] a poll may be read by every origin, without credentials', async () => {
    const session = await PollingSession.open(server);
    await session.send('4hello');
    const answer = await session.get({ headers });
    assert.equal(answer.headers['access-control-allow-origin'], '*');
    assert.equal(answer.headers['access-control-allow-credentials'], undefined);
  });

  test('[EIO9] so may the answer to a POST and a refusal', async () => {
    const session = await PollingSession.open(server);
    const posted = await session.post('4hello', headers);
    assert.equal(posted.headers['access-control-allow-origin'], '*');
    const refused = await request(server, 'GET', '/engine.io/?EIO=4&transport=abc', { headers });
    assert.equal(refused.status, 400);
    assert.equal(refused.headers['access-control-allow-origin'], '*');
  });

  test('[EIO9] a preflight is answered without a session', async () => {
    const asked = {
      ...headers,
      'Access-Control-Request-Method': 'POST',
      'Access-Control-Request-Headers': 'content-type,x-custom',
    };
    const target = '/engine.io/?EIO=4&transport=polling';
    const answer = await request(server, 'OPTIONS', target, { headers: asked });
    assert.equal(answer.status, 204);
    assert.equal(answer.headers['access-control-allow-origin'], '*');
    const methods = answer.headers['access-control-allow-methods'].split(/ *, */);
    for (const method of ['GET', 'POST']) assert.ok(methods.includes(method));
    const names = answer.headers['access-control-allow-headers'].toLowerCase().split(/ *, */);
    for (const name of ['content-type', 'x-custom']) assert.ok(names.includes(name));
    assert.equal(answer.body.length, 0);
  });

  test('[EIO10] a WebSocket of every origin is taken', async () => {
    const query = 'EIO=4&transport=websocket';
    const url = `${server.webSocketUrl}/engine.io/?${query}`;
    const session = WebSocketSession.connect(url, { origin: headers.Origin });
    assert.equal((await session.next('open packet'))[0], '0');
    session.close();
  });
});
