// Writes what a document holds now into a new one. The copy carries the content and none of the
// history or discussions. Applying it again changes nothing, so a failed copy may be tried again.
import type { AtelierError, Client, DocumentHandle, Result } from '@atelier/sdk';

export interface CopyWish {
  room: string;
  /** Names of documents, `<kind>.<id>`. */
  from: string;
  to: string;
}

type Documents = Pick<Client['documents'], 'open' | 'stored'>;

const patienceMs = 20_000;

const late: AtelierError = { code: 'unavailable', message: 'The copy was not stored in time.' };

export async function copyDocument(
  documents: Documents,
  { room, from, to }: CopyWish,
): Promise<Result<void>> {
  const stored = await documents.stored(room);
  const read = await stored.download(from, { format: 'update' });
  // A document that nobody has written into is not stored yet: neither is its copy.
  if (!read.ok) return read.error.code === 'not_found' ? { ok: true, value: undefined } : read;
  const update = new Uint8Array(await read.value.arrayBuffer());
  const { applyUpdate } = await import('yjs');
  const handle = await documents.open(room, to);
  try {
    const loaded = await settled(handle, () => handle.loaded);
    if (!loaded.ok) return loaded;
    applyUpdate(handle.doc, update);
    return await settled(handle, () => handle.state === 'saved' && !handle.unsaved);
  } finally {
    handle.destroy();
  }
}

function settled(handle: DocumentHandle, isReached: () => boolean): Promise<Result<void>> {
  return new Promise((resolve) => {
    const end = (result: Result<void>) => {
      clearTimeout(timer);
      for (const stop of stops) stop();
      resolve(result);
    };
    const look = () => {
      if (isReached()) end({ ok: true, value: undefined });
      else if (handle.state === 'error' && handle.error) end({ ok: false, error: handle.error });
    };
    const timer = setTimeout(() => end({ ok: false, error: late }), patienceMs);
    const stops = [handle.on('state', look), handle.on('loaded', look)];
    look();
  });
}
