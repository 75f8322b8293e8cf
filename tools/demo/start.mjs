// Starts a server on the demo workspace and stays with it: prints where to go, passes Ctrl-C on and
// ends as the server ends. Another command may run beside it (the dev server of the web app).
//   node tools/demo/start.mjs BINARY FOLDER [--web DIR] [--beside COMMAND ARGUMENT...]
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { createInterface } from 'node:readline';

const [binary, folder, ...rest] = process.argv.slice(2);
const besideAt = rest.indexOf('--beside');
const beside = besideAt < 0 ? [] : rest.slice(besideAt + 1);
const flags = besideAt < 0 ? rest : rest.slice(0, besideAt);
const demo = JSON.parse(readFileSync(`${folder}/demo.json`, 'utf8'));
// The dev server of the web app expects the server at 8080.
const wanted = beside.length > 0 ? 8080 : Number(process.env.PORT ?? 8080);

const isFree = (port) =>
  new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });

function tell(base) {
  const line = (title, text) => console.log(`  ${title.padEnd(36)}${text}`);
  console.log(`\n${demo.workspace} is ready. Ctrl-C stops it.\n`);
  line('Open', base + demo.member);
  line('As a client, in another browser:', base + demo.client);
  for (const [index, account] of demo.accounts.entries()) {
    const title = index === 0 ? 'Owner, to sign in:' : 'Member, to sign in:';
    line(title, `${account.email} / ${account.password}`);
  }
  console.log('');
}

const children = [];
function run(command, commandArguments, options) {
  const child = spawn(command, commandArguments, options);
  children.push(child);
  child.once('error', (error) => {
    console.error(`${command}: ${error.message}`);
    process.exitCode = 1;
    stop();
  });
  return child;
}
function stop() {
  for (const child of children) if (child.exitCode === null) child.kill('SIGTERM');
}
// In a terminal the children get Ctrl-C too; SIGTERM behind it changes nothing for them.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, stop);

async function main() {
  let port = wanted;
  if (!(await isFree(port))) {
    if (beside.length > 0) {
      console.error(`Port ${port} is taken: the dev server needs it. Stop what listens there.`);
      process.exitCode = 1;
      return;
    }
    console.error(`Port ${port} is taken: another one is used. PORT=... chooses.`);
    port = 0;
  }
  const serve = ['serve', '--listen', `127.0.0.1:${port}`, '--data', folder, '--log-level', 'warn'];
  const server = run(binary, [...serve, ...flags], { stdio: ['ignore', 'pipe', 'inherit'] });
  server.once('close', (code) => {
    process.exitCode = process.exitCode || (code ?? 1);
    stop();
  });
  createInterface({ input: server.stdout }).on('line', (line) => {
    const ready = /listening on (\S+)/.exec(line);
    if (!ready) return console.log(line);
    if (beside.length === 0) return tell(ready[1]);
    const web = run(beside[0], beside.slice(1), { cwd: 'web', stdio: 'inherit' });
    web.once('close', stop);
    tell('http://localhost:5173');
  });
}

await main();
