// Kinds of files as the address names them, and as the server knows them.
import type { FileKind } from '@atelier/sdk';

export const fileKinds = ['all', 'pictures', 'documents', 'others'] as const;
export type ShownKind = (typeof fileKinds)[number];

const asked: Record<ShownKind, FileKind | undefined> = {
  all: undefined,
  pictures: 'picture',
  documents: 'document',
  others: 'other',
};

export function askedKind(kind: ShownKind): FileKind | undefined {
  return asked[kind];
}

/** What an address that names no kind shows is all. */
export function shownKind(text: string | undefined): ShownKind {
  return fileKinds.find((kind) => kind === text) ?? 'all';
}
