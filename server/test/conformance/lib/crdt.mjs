// Runs crdt_tool on updates, and tells from yjs what it should print. ATELIER_CRDT_TOOL names
// another executable with the same command line.
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import * as Y from 'yjs';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../../../..');
const binary = resolve(root, process.env.ATELIER_CRDT_TOOL ?? 'build/release/crdt_tool');
const run = promisify(execFile);

export const vector = (name) => readFileSync(join(root, 'spec/vectors/yjs', name));
export const lines = (name) => vector(name).toString().trim().split('\n').map(JSON.parse);
export const bytes = (base64) => Buffer.from(base64, 'base64');

/** A folder of files for the tool; `close` removes it. */
export class Tool {
  #folder = mkdtempSync(join(tmpdir(), 'crdt-'));
  #files = new Map();

  close() {
    rmSync(this.#folder, { recursive: true });
  }

  /** The path of a file with these bytes; the same array is written once. */
  file(content) {
    if (!this.#files.has(content)) {
      const path = join(this.#folder, String(this.#files.size));
      writeFileSync(path, content);
      this.#files.set(content, path);
    }
    return this.#files.get(content);
  }

  /** The bytes on stdout. Updates among the words become files. */
  async run(...words) {
    const all = words.map((word) => (typeof word === 'string' ? word : this.file(word)));
    const { stdout } = await run(binary, all, { encoding: 'buffer', maxBuffer: 1 << 28 });
    return stdout;
  }

  async text(...words) {
    return (await this.run(...words)).toString();
  }

  /** {code, stdout, stderr} of a run that fails. */
  async failure(...words) {
    const fine = () => ({ code: 0, stdout: '', stderr: '' });
    return this.run(...words).then(fine, ({ code, stdout, stderr }) => ({
      code,
      stdout: stdout.toString(),
      stderr: stderr.toString(),
    }));
  }
}

/** Updates behind one another, each after its length, as `replay` takes them. */
export function records(updates) {
  return Buffer.concat(
    updates.flatMap((update) => {
      const length = Buffer.alloc(4);
      length.writeUInt32LE(update.length);
      return [length, update];
    }),
  );
}

/** A document as a server holds it: yjs without the cleaning of formats that only editors do. */
export function serverDocument(options = {}) {
  const doc = new Y.Doc(options);
  doc.on('beforeTransaction', (transaction) => {
    Object.defineProperty(transaction, '_needFormattingCleanup', { get: () => false, set() {} });
  });
  return doc;
}

function plain(value) {
  if (value === undefined) return { $undef: true };
  if (typeof value === 'bigint') return { $big: String(value) };
  if (value instanceof Uint8Array) return { $bin: Buffer.from(value).toString('base64') };
  if (value instanceof Y.Doc) return { $doc: value.guid };
  if (value instanceof Y.AbstractType) return plain(value.toJSON());
  if (Array.isArray(value)) return value.map(plain);
  if (value === null || typeof value !== 'object') return value;
  const sorted = Object.keys(value).sort();
  return Object.fromEntries(sorted.map((key) => [key, plain(value[key])]));
}

/** What the document shows, as text. */
export function viewOf(doc) {
  return JSON.stringify({
    array: plain(doc.getArray('array')),
    map: plain(doc.getMap('map')),
    str: doc.getText('text').toString(),
    text: plain(doc.getText('text').toDelta()),
    xml: doc.getXmlFragment('xml').toString(),
  });
}

/** View, state vector and deletions of an encoded state. */
export function contentOf(update) {
  const doc = serverDocument();
  Y.applyUpdate(doc, update);
  const { ds } = Y.snapshot(doc);
  const deletions = [...ds.clients].sort(([a], [b]) => a - b);
  return { view: viewOf(doc), known: [...Y.encodeStateVector(doc)], deletions };
}
