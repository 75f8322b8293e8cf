// Our own SDK as its users get it, from its TypeScript sources.
import path from 'node:path';
import { createServer } from 'vite';
import WebSocket from 'ws';
import { within } from './wait.mjs';

const root = path.resolve(import.meta.dirname, '../../../..');

/** The document `main` of a room by the SDK's shared socket. */
export async function sdkDocument(workspace, token, room) {
  const vite = await createServer({
    root,
    configFile: false,
    logLevel: 'error',
    appType: 'custom',
    optimizeDeps: { noDiscovery: true },
    server: { middlewareMode: true, watch: null, hmr: false, ws: false },
  });
  const { createClient } = await vite.ssrLoadModule(path.join(root, 'sdk/src/index.ts'));
  const client = createClient({ url: workspace.server.url, token, webSocket: WebSocket });
  const handle = await client.documents.openShared(room, 'main');
  const until = (event, fits) =>
    new Promise((resolve) => {
      if (fits()) return resolve();
      const off = handle.on(event, () => {
        if (!fits()) return;
        off();
        resolve();
      });
    });
  await within(
    until('loaded', () => handle.loaded),
    'the document by the SDK',
  );
  return {
    doc: handle.doc,
    text: handle.doc.getText('text'),
    saved: () =>
      within(
        until('state', () => handle.state === 'saved'),
        'saved by the SDK',
      ),
    async close() {
      handle.destroy();
      await vite.close();
    },
  };
}
