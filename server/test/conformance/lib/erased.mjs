// Looking for what was erased: every byte of a data folder, in the encodings in which a text may
// stand, and the chains of its logs.
import { execFile } from 'node:child_process';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** The text as it may stand in a file; base64 at its three offsets, without the shared ends. */
function encodings(text) {
  const base64 = [0, 1, 2].map((offset) => {
    const coded = Buffer.from(' '.repeat(offset) + text).toString('base64url');
    return Buffer.from(coded.slice(offset + 2, -3));
  });
  return [Buffer.from(text), Buffer.from(text, 'utf16le'), ...base64];
}

/** Names of those of `markers` ({name: text}) that stand in a file below the folder, with the file. */
export async function traces(folder, markers) {
  const found = [];
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const bytes = await readFile(join(entry.parentPath ?? entry.path, entry.name));
    for (const [name, text] of Object.entries(markers)) {
      const there = encodings(text).some((each) => bytes.includes(each));
      if (there) found.push(`${name} in ${entry.name}`);
    }
  }
  return found;
}

const checker = `
import base64, hashlib, json, sqlite3, sys
records = sqlite3.connect(sys.argv[1])
logs = {}
for partition, sort, value in records.execute('SELECT partition, sort, value FROM records ORDER BY partition, sort'):
    partition, sort, value = bytes(partition), bytes(sort), bytes(value)
    if sort.startswith(b'log/') and partition.split(b'/')[0] in (b'room', b'workspace'):
        logs.setdefault(partition.decode(), []).append((sort, value))
for partition, entries in logs.items():
    chain = b''
    for number, (sort, value) in enumerate(entries, 1):
        assert int.from_bytes(sort[4:], 'big') == number, (partition, number)
        hashed, rest = value[:value.rindex(b',"hash":"')], value[value.rindex(b',"hash":"') + 9:]
        link = base64.urlsafe_b64encode(hashlib.sha256(chain + hashed).digest()).rstrip(b'=')
        assert rest[:43] == link, (partition, number)
        chain = link
print(json.dumps({name: len(entries) for name, entries in logs.items()}))
`;

/** Entries of each log of rooms and workspaces; fails unless they are dense and chained. */
export async function verifiedLogs(folder) {
  const file = join(folder, 'records.db');
  const { stdout } = await promisify(execFile)('python3', ['-c', checker, file]);
  return JSON.parse(stdout);
}

const counter = `
import collections, json, sqlite3, sys
records = sqlite3.connect(sys.argv[1])
kinds = collections.Counter(
    partition.decode().split('/')[0] + ' ' + sort.split(b'/')[0].decode('latin1')
    for partition, sort in records.execute('SELECT partition, sort FROM records'))
print(json.dumps(kinds))
`;

/** How many records there are of each kind, as "room log", "document snapshot". */
export async function kindsOfRecords(folder) {
  const file = join(folder, 'records.db');
  const { stdout } = await promisify(execFile)('python3', ['-c', counter, file]);
  return JSON.parse(stdout);
}
