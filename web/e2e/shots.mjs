// `make shots`: a picture of every page and state in both themes and at four widths -> web/e2e/shots.
// With names as arguments only of the states whose names begin so.
import { runnerImport } from 'vite';

const { module } = await runnerImport(new URL('./lib/shots.ts', import.meta.url).pathname, {
  configFile: false,
  logLevel: 'warn',
});
const count = await module.takeShots(process.argv.slice(2));
process.stdout.write(`${count} pictures in web/e2e/shots\n`);
process.exit(0);
