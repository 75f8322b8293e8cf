// The bodies of spec/versions.md, named as on the wire: documents over REST, and their history.

import type { Actor, JsonValue, PrincipalKind } from './events';

export interface DocumentEntry {
  readonly document: string;
  readonly created_at: number;
  /** The surface that shows it. */
  readonly surface?: { readonly id: string; readonly kind: string; readonly title: string };
}

export type DocumentFormat = 'json' | 'markdown' | 'html' | 'text' | 'update';

export interface InlineText {
  readonly type: 'text';
  readonly text: string;
  readonly styles: Readonly<Record<string, JsonValue>>;
}

export interface InlineLink {
  readonly type: 'link';
  readonly href: string;
  readonly content: readonly InlineText[];
}

export interface DocumentBlock {
  readonly id?: string;
  readonly type: string;
  readonly props: Readonly<Record<string, JsonValue>>;
  readonly content: readonly (InlineText | InlineLink)[];
  readonly children: readonly DocumentBlock[];
}

export type DocumentContent =
  | { readonly document: string; readonly kind: 'text'; readonly text: string }
  | { readonly document: string; readonly kind: 'rich'; readonly blocks: readonly DocumentBlock[] }
  | {
      readonly document: string;
      readonly kind: 'other';
      readonly roots: Readonly<Record<string, JsonValue>>;
    };

/** When something was stored. */
export interface StoredAt {
  readonly at: number;
}

export interface Restored extends StoredAt {
  /** Restore this to undo it. */
  readonly before: number;
}

/** A time with a meaning: the end of a run of work, or what somebody gave a name. */
export interface Version {
  readonly at: number;
  readonly kind: 'automatic' | 'named';
  readonly id?: string;
  readonly name?: string;
  /** Who named it. */
  readonly from?: string | Actor;
  /** Who wrote since the version before, most first. */
  readonly authors: readonly string[];
}

/** A version that was named, as naming it answers. */
export type NamedVersion = Omit<Version, 'authors'>;

/** What one principal delivered within a few seconds. After a purge the first has no author. */
export interface Moment {
  readonly at: number;
  readonly author?: string;
  readonly added: number;
  readonly removed: number;
}

/** Everybody who is named beside it, by id. */
export type PeopleById = Readonly<
  Record<string, { readonly name: string; readonly kind: PrincipalKind }>
>;

export interface VersionsPage {
  /** Newest first. */
  readonly versions: readonly Version[];
  /** Oldest first. */
  readonly moments: readonly Moment[];
  readonly people: PeopleById;
}

export interface DifferenceRun {
  readonly text: string;
  readonly change: 'same' | 'added' | 'removed';
  readonly marks?: Readonly<Record<string, JsonValue>>;
  /** Who did it, and when; with what is not the same. */
  readonly from?: string;
  readonly at?: number;
}

/** Counted from 0 in the order of the difference, with what is gone. */
export interface DifferenceCell {
  readonly table: number;
  readonly row: number;
  readonly column: number;
  readonly header?: boolean;
}

export interface DifferenceBlock {
  /** `line` in a plain text. */
  readonly type: string;
  readonly props: Readonly<Record<string, JsonValue>>;
  /** The number of lists around it. */
  readonly depth: number;
  readonly change: 'same' | 'added' | 'removed' | 'changed';
  readonly runs: readonly DifferenceRun[];
  /** Of a block in a table. */
  readonly cell?: DifferenceCell;
}

export interface Difference {
  readonly blocks: readonly DifferenceBlock[];
  /** In UTF-16 units. */
  readonly added: number;
  readonly removed: number;
  readonly people: PeopleById;
}

/** `[client, from, length, person, at]`: these units of Yjs came from `people[person]`. */
export type AuthorPart = readonly [number, number, number, number, number];

/** Who is no member of the room any more may be known by id only. */
export interface Author {
  readonly id: string;
  readonly name?: string;
  readonly kind?: PrincipalKind;
}

export interface Authors {
  readonly parts: readonly AuthorPart[];
  readonly people: readonly Author[];
}
