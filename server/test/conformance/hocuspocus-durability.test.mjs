// What a Hocuspocus provider was told is saved is there after a crash.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Workspace, newRoom } from './lib/atelier.mjs';
import { Providers, textIs } from './lib/hocuspocus.mjs';
import { within } from './lib/wait.mjs';

let workspace;
let providers;
process.setMaxListeners(100);
before(async () => {
  workspace = await Workspace.open(['--rate-limits', 'off']);
  providers = new Providers(workspace);
});
after(() => {
  providers?.close();
  return workspace?.close();
});

const writersAtOnce = 50;

/** Writes words, two on their way at a time; `saved` holds those that were acknowledged. */
function writer({ provider, text }, who) {
  const written = [];
  const found = { saved: [], stop: false };
  const more = () => {
    while (!found.stop && written.length - found.saved.length < 2) {
      const word = `${who}.${written.length} `;
      written.push(word);
      text.insert(text.length, word);
    }
  };
  provider.on('unsyncedChanges', () => {
    if (found.stop) return;
    // Acknowledgements come in order: what is not among the last unacknowledged is saved.
    const done = written.length - provider.unsyncedChanges;
    if (done > found.saved.length) found.saved = written.slice(0, done);
    more();
  });
  more();
  return found;
}

test('[HOC10] kill -9 amid 50 writers loses nothing that was acknowledged, and they go on', async () => {
  const room = newRoom();
  const opened = [];
  for (let i = 0; i < writersAtOnce; i++) {
    const token = await workspace.token(`writer-${i}`, { room, role: 'editor' });
    opened.push(await providers.open(room, token, { version: 3 + (i % 2) }));
  }
  await Promise.all(opened.map((one) => providers.saved(one)));
  const writers = opened.map((one, i) => writer(one, i));
  const enough = new Promise((resolve) => {
    opened[1].provider.on('unsyncedChanges', () => writers[1].saved.length > 20 && resolve());
  });
  await within(enough, 'saved words', 20_000);
  for (const [i, { socket }] of opened.entries()) {
    socket.on('disconnect', () => {
      writers[i].stop = true; // what is saved counts no connection that comes later
      socket.disconnect();
    });
  }
  await workspace.crash();
  const promised = writers.map(({ saved }) => saved);

  const reader = await providers.open(room, await workspace.token('dan', { room, role: 'editor' }));
  const words = new Set(reader.text.toString().split(' '));
  for (const word of promised.flat()) assert.ok(words.has(word.trim()), `${word} is lost`);
  assert.ok(promised.flat().length > 10 * writersAtOnce);

  // What was not acknowledged is still with its writer, and comes with the next connection.
  for (const one of opened) one.socket.connect();
  const all = opened.map(({ text }) => text.toString().split(' ').length);
  await textIs(reader, (text) => all.every((count) => text.split(' ').length >= count));
});
