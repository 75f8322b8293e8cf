// `make shots`: a picture of every page and state in both themes and at four widths -> web/e2e/shots.
// With names as arguments only of the states whose names begin so.
import { createServer } from 'vite';

// The server stays open: the SDK loads some of its parts when they are first used.
const vite = await createServer({
  configFile: false,
  logLevel: 'warn',
  appType: 'custom',
  server: { middlewareMode: true, hmr: false, watch: null },
  optimizeDeps: { noDiscovery: true },
});
const module = await vite.ssrLoadModule(new URL('./lib/shots.ts', import.meta.url).pathname);
const count = await module.takeShots(process.argv.slice(2));
process.stdout.write(`${count} pictures in web/e2e/shots\n`);
process.exit(0);
