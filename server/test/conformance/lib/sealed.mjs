// Secrets of a data folder, opened as spec/safe.md says (SAF30), by other code than the server's.
import { createDecipheriv } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

const mark = 'atelier-sealed-1\n';

/** `name` is below the folder: `keys/server.secret`. Fails when the key does not fit. */
export async function unseal(folder, name, keyFile = join(folder, 'key')) {
  const key = Buffer.from((await readFile(keyFile, 'utf8')).split(' ')[1].trim(), 'base64url');
  const sealed = await readFile(join(folder, name));
  const [nonce, hidden] = [mark.length, mark.length + 12];
  const open = createDecipheriv('aes-256-gcm', key, sealed.subarray(nonce, hidden));
  open.setAAD(Buffer.from(name));
  open.setAuthTag(sealed.subarray(-16));
  return Buffer.concat([open.update(sealed.subarray(hidden, -16)), open.final()]);
}
