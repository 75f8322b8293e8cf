// ZIP archives in the hands of a tool that others wrote: Python's zipfile.
import { execFile } from 'node:child_process';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { uuid } from './atelier.mjs';

/** Prints what the archive holds; fails when any checksum is wrong. */
const reader = `
import base64, json, sys, zipfile
with zipfile.ZipFile(sys.argv[1]) as archive:
    assert archive.testzip() is None
    print(json.dumps({each.filename: base64.b64encode(archive.read(each)).decode() for each in archive.infolist()}))
`;

/** Names and bytes of what is in it; it stands in `folder` for a moment. */
export async function unpack(bytes, folder) {
  const file = join(folder, `${uuid()}.zip`);
  await writeFile(file, bytes);
  const options = { maxBuffer: 128 * 1024 * 1024 };
  const { stdout } = await promisify(execFile)('python3', ['-c', reader, file], options);
  await rm(file);
  const found = Object.entries(JSON.parse(stdout));
  return new Map(found.map(([name, text]) => [name, Buffer.from(text, 'base64')]));
}
