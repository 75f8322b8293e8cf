// Files of a room, over REST.

import type { Result } from '../protocol/errors';
import type { UploadedFile } from '../protocol/rest';

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
