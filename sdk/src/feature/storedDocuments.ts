// The documents of a room as the server stores them, over REST: listed, read and written without
// opening them, and their history. Loaded when it is first asked for.

import { fail, succeed } from '../core/result';
import type { IdSource } from '../core/ids';
import type {
  Authors,
  Difference,
  DocumentContent,
  DocumentEntry,
  DocumentFormat,
  NamedVersion,
  Restored,
  StoredAt,
  VersionsPage,
} from '../protocol/documents';
import type { Result } from '../protocol/errors';
import { makeError } from '../protocol/errors';
import {
  isAuthors,
  isDifference,
  isDocumentContent,
  isDocumentList,
  isNamedVersion,
  isRestored,
  isStoredAt,
  isVersionsPage,
} from '../protocol/validateDocuments';
import { isEmptyAnswer } from '../protocol/validateRest';
import type { Query, Rest } from '../transport/rest';

export interface ExportQuery {
  readonly format: Exclude<DocumentFormat, 'json'>;
  /** As of a time; for editors. */
  readonly at?: number;
}

export type DocumentWrite =
  | { readonly mode: 'append' | 'replace'; readonly text: string }
  | { readonly mode: 'append' | 'replace'; readonly markdown: string };

export interface StoredDocuments {
  list(): Promise<Result<readonly DocumentEntry[]>>;
  read(document: string, query?: { readonly at?: number }): Promise<Result<DocumentContent>>;
  /** Answers once it is stored. An unknown document becomes one. At most 1 MB. */
  write(document: string, what: DocumentWrite): Promise<Result<StoredAt>>;
  /** The document as a file, also for clients with a token. */
  download(document: string, query: ExportQuery): Promise<Result<Blob>>;
  /** Address of the same file; it needs the login cookie. */
  exportUrl(document: string, query: ExportQuery): string;

  /** From here on for editors. */
  versions(document: string): Promise<Result<VersionsPage>>;
  /** Gives the document a name as it is now, or as of `at`. The same `id` again is answered alike. */
  name(
    document: string,
    name: string,
    more?: { readonly id?: string; readonly at?: number },
  ): Promise<Result<NamedVersion>>;
  rename(document: string, version: string, name: string): Promise<Result<NamedVersion>>;
  /** The name is gone, the history stays. */
  unname(document: string, version: string): Promise<Result<void>>;
  /** Without `to` with the document as it is now, without `from` with nothing. */
  difference(
    document: string,
    times?: { readonly from?: number; readonly to?: number },
  ): Promise<Result<Difference>>;
  /** A new edit that makes the document what it was at that time. */
  restore(document: string, at: number): Promise<Result<Restored>>;
  /** Who delivered which units of the document as it is now. */
  authors(document: string): Promise<Result<Authors>>;
  /** For owners: earlier states are gone for good. */
  purge(document: string): Promise<Result<void>>;
}

export function createStoredDocuments(rest: Rest, nextId: IdSource, room: string): StoredDocuments {
  const base = `/rooms/${encodeURIComponent(room)}/documents`;
  const path: Path = (document, tail = '') => `${base}/${encodeURIComponent(document)}${tail}`;
  return { ...contents(rest, base, path), ...history(rest, nextId, path) };
}

type Path = (document: string, tail?: string) => string;

function contents(
  rest: Rest,
  base: string,
  path: Path,
): Pick<StoredDocuments, 'list' | 'read' | 'write' | 'download' | 'exportUrl'> {
  const asQuery = ({ format, at }: ExportQuery): Query => ({ format, at });
  return {
    list: async () => {
      const answer = await rest.get(base, isDocumentList);
      return answer.ok ? succeed(answer.value.documents) : answer;
    },
    read: (document, query = {}) => rest.get(path(document), isDocumentContent, { ...query }),
    write: (document, what) => rest.json('POST', path(document), isStoredAt, { json: what }),
    exportUrl: (document, query) => rest.url(path(document), asQuery(query)),
    download: async (document, query) => {
      const answer = await rest.send('GET', path(document), { query: asQuery(query) });
      if (!answer.ok) {
        return answer;
      }
      try {
        return succeed(await answer.value.blob());
      } catch {
        return fail(makeError('unavailable', 'The document broke off. Load it again.'));
      }
    },
  };
}

function history(
  rest: Rest,
  nextId: IdSource,
  path: Path,
): Omit<StoredDocuments, 'list' | 'read' | 'write' | 'download' | 'exportUrl'> {
  const one = (document: string, version: string): string =>
    path(document, `/versions/${encodeURIComponent(version)}`);
  const remove = async (where: string): Promise<Result<void>> => {
    const answer = await rest.json('DELETE', where, isEmptyAnswer);
    return answer.ok ? succeed(undefined) : answer;
  };
  return {
    versions: (document) => rest.get(path(document, '/versions'), isVersionsPage),
    name: (document, name, more = {}) =>
      rest.json('POST', path(document, '/versions'), isNamedVersion, {
        json: { id: nextId(), name, ...more },
      }),
    rename: (document, version, name) =>
      rest.json('PATCH', one(document, version), isNamedVersion, { json: { name } }),
    unname: (document, version) => remove(one(document, version)),
    difference: (document, times = {}) =>
      rest.get(path(document, '/difference'), isDifference, { ...times }),
    restore: (document, at) =>
      rest.json('POST', path(document, '/restore'), isRestored, { json: { at } }),
    authors: (document) => rest.get(path(document, '/authors'), isAuthors),
    purge: (document) => remove(path(document, '/history')),
  };
}
