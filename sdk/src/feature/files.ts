// Files of a room, over REST.

import { fail, succeed } from '../core/result';
import type { Result } from '../protocol/errors';
import { makeError } from '../protocol/errors';
import type { UploadedFile } from '../protocol/rest';
import { isAttachment } from '../protocol/validate';
import type { Rest } from '../transport/rest';

export interface Files {
  /** At most 100 MB. The answer can be put into a message's `attachments`. */
  upload(
    room: string,
    file: { readonly name: string; readonly type?: string; readonly bytes: BodyInit },
  ): Promise<Result<UploadedFile>>;
  /** Address of a file for `img` and download; it needs the login cookie. */
  url(room: string, file: string): string;
  /** The bytes of a file, also for clients with a token. */
  download(room: string, file: string): Promise<Result<Blob>>;
}

export function createFiles(rest: Rest): Files {
  const path = (room: string, file?: string): string =>
    `/rooms/${encodeURIComponent(room)}/files${file === undefined ? '' : `/${encodeURIComponent(file)}`}`;
  return {
    upload: (room, { name, type, bytes }) =>
      rest.json('POST', path(room), isAttachment, {
        query: { name },
        body: bytes,
        type: type ?? 'application/octet-stream',
      }),
    url: (room, file) => rest.url(path(room, file)),
    download: async (room, file) => {
      const answer = await rest.send('GET', path(room, file), {});
      if (!answer.ok) {
        return answer;
      }
      try {
        return succeed(await answer.value.blob());
      } catch {
        return fail(makeError('unavailable', 'The file broke off. Load it again.'));
      }
    },
  };
}
