// Builds the Yjs updates of the demo's documents: deploy/demo/documents/<name>.md, as people read it,
// becomes <name>.update, as `atelier demo` stores it. Run it after editing the texts:
//   node tools/demo/make_documents.mjs
// A line `<!-- who when -->` says who wrote the paragraphs behind it; at the end of a task it says who
// ticked that task, and when. One update per paragraph and per tick, each by its author's client id.
// What project.json calls rich becomes blocks, without ticks; the others stay text. Where threads stand,
// by the words of their passages, becomes <name>.anchors.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import * as Y from 'yjs';
import { anchorOf } from './anchors.mjs';
import { appendBlock } from './rich_blocks.mjs';

const folder = new URL('../../deploy/demo/documents/', import.meta.url);
const project = JSON.parse(readFileSync(new URL('../project.json', folder), 'utf8'));
const told = new Map(
  project.rooms.flatMap((room) => room.documents).map((document) => [document.content, document]),
);
const authors = ['ana', 'mo', 'li'];
const note = /<!-- (\w+) (-\S+(?: \S+)?) -->/;
const secondsPerParagraph = 75;

/** Sorts "-14d 09:24:10" before "-2d 10:00" before "-2h 5m" before "-4m". */
function order(at) {
  const day = /^-(\d+)d (\d+):(\d+)(?::(\d+))?$/.exec(at);
  if (day) {
    const [days, hours, minutes, seconds] = day.slice(1).map((digits) => Number(digits ?? 0));
    return -days * 86_400 + hours * 3600 + minutes * 60 + seconds;
  }
  const ago = /^-(?:(\d+)h ?)?(?:(\d+)m)?$/.exec(at);
  if (!ago) throw new Error(`${at} is no time: write -14d 09:24, -2h 5m or -4m`);
  return 1e9 - Number(ago[1] ?? 0) * 3600 - Number(ago[2] ?? 0) * 60;
}

/** The time of the n-th paragraph of somebody who sat down to write at `at`. */
function later(at, n) {
  const seconds = order(at) + n * secondsPerParagraph;
  if (seconds > 0) return at;
  const days = Math.ceil(-seconds / 86_400);
  const rest = seconds + days * 86_400;
  const part = (unit, size) => String(Math.floor(rest / unit) % size).padStart(2, '0');
  return `-${days}d ${part(3600, 24)}:${part(60, 60)}:${part(1, 60)}`;
}

/** What was done to the document, oldest first: {by, at, apply(text)}. */
function stepsOf(markdown) {
  const steps = [];
  let length = 0;
  let writer = { by: '', at: '', paragraphs: 0 };
  for (const block of markdown.trim().split(/\n{2,}/)) {
    const alone = note.exec(block);
    if (alone && alone[0] === block) {
      writer = { by: alone[1], at: alone[2], paragraphs: 0 };
      continue;
    }
    const start = length === 0 ? 0 : length + 2;
    const ticks = [];
    const lines = [];
    let offset = start;
    for (const line of block.split('\n')) {
      const ticked = note.exec(line);
      if (ticked)
        ticks.push({ by: ticked[1], at: ticked[2], box: offset + line.indexOf('[ ]') + 1 });
      lines.push(line.replace(note, '').trimEnd());
      offset += lines.at(-1).length + 1;
    }
    const words = lines.join('\n');
    const before = '\n\n'.slice(0, start - length);
    const at = length;
    steps.push({
      by: writer.by,
      at: later(writer.at, writer.paragraphs++),
      words,
      apply: (text) => text.insert(at, before + words),
    });
    for (const { by, at: when, box } of ticks) {
      const apply = (text) => {
        text.delete(box, 1);
        text.insert(box, 'x');
      };
      steps.push({ by, at: when, apply });
    }
    length = start + words.length;
  }
  return steps.sort((one, two) => order(one.at) - order(two.at));
}

function build(markdown, blocks) {
  const doc = new Y.Doc({ gc: true });
  const text = blocks ? null : doc.getText('text');
  const updates = [];
  let author = '';
  let when = '';
  doc.on('update', (bytes) =>
    updates.push({ by: author, at: when, update: Buffer.from(bytes).toString('base64') }),
  );
  for (const { by, at, words, apply } of stepsOf(markdown)) {
    if (!authors.includes(by)) throw new Error(`"${by}" is none of ${authors.join(', ')}`);
    [author, when] = [by, at];
    doc.clientID = 1001 + authors.indexOf(by);
    doc.transact(() => (text ? apply(text) : appendBlock(doc, words)));
  }
  return { doc, updates };
}

function writeAnchors(doc, name, blocks, threads) {
  if (threads.length === 0) return;
  const anchors = threads.map(({ passage }) => [passage, anchorOf(doc, passage, blocks)]);
  const json = JSON.stringify(Object.fromEntries(anchors), null, 2);
  writeFileSync(new URL(`${name}.anchors`, folder), `${json}\n`);
}

for (const file of readdirSync(folder).filter((name) => name.endsWith('.md'))) {
  const markdown = readFileSync(new URL(file, folder), 'utf8');
  const name = file.replace('.md', '');
  const { kind, threads = [] } = told.get(name);
  const { doc, updates } = build(markdown, kind === 'rich');
  writeAnchors(doc, name, kind === 'rich', threads);
  const lines = updates.map((update) => `  ${JSON.stringify(update)}`).join(',\n');
  writeFileSync(new URL(`${name}.update`, folder), `[\n${lines}\n]\n`);
  console.log(`${file}: ${updates.length} updates, ${markdown.split(/\s+/).length} words`);
}
