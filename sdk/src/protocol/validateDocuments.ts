// Checks of the answers about documents over REST, one per body of documents.ts.

import type {
  Author,
  AuthorPart,
  Authors,
  Difference,
  DifferenceBlock,
  DifferenceCell,
  DifferenceRun,
  DocumentBlock,
  DocumentContent,
  DocumentEntry,
  InlineLink,
  InlineText,
  Moment,
  NamedVersion,
  PeopleById,
  Restored,
  StoredAt,
  Version,
  VersionsPage,
} from './documents';
import type { JsonValue } from './events';
import type { Guard } from './parse';
import {
  either,
  isAnything,
  isBoolean,
  isNumber,
  isSeq,
  isString,
  listOf,
  oneOf,
  recordOf,
  shape,
} from './parse';
import { isActor } from './validate';

const kind = oneOf('user', 'guest', 'bot');
const isJson = isAnything as Guard<JsonValue>;
const isJsonRecord = recordOf(isJson);

const isEntry = shape<DocumentEntry>(
  { document: isString, created_at: isNumber },
  {
    surface: shape<{ readonly id: string; readonly kind: string; readonly title: string }>(
      { id: isString, kind: isString, title: isString },
      {},
    ),
  },
);
export const isDocumentList = shape<{ readonly documents: readonly DocumentEntry[] }>(
  { documents: listOf(isEntry) },
  {},
);

const isInlineText = shape<InlineText>(
  { type: oneOf('text'), text: isString, styles: isJsonRecord },
  {},
);
const isInlineLink = shape<InlineLink>(
  { type: oneOf('link'), href: isString, content: listOf(isInlineText) },
  {},
);
/** Blocks hold blocks, to a depth that the server bounds. */
const isBlock: Guard<DocumentBlock> = (value): value is DocumentBlock => isBlockShape(value);
const isBlockShape = shape<DocumentBlock>(
  {
    type: isString,
    props: isJsonRecord,
    content: listOf(either(isInlineText, isInlineLink)),
    children: listOf(isBlock),
  },
  { id: isString },
);
type ContentOf<Kind extends DocumentContent['kind']> = Extract<
  DocumentContent,
  { readonly kind: Kind }
>;
export const isDocumentContent: Guard<DocumentContent> = either(
  either(
    shape<ContentOf<'text'>>({ document: isString, kind: oneOf('text'), text: isString }, {}),
    shape<ContentOf<'rich'>>(
      { document: isString, kind: oneOf('rich'), blocks: listOf(isBlock) },
      {},
    ),
  ),
  shape<ContentOf<'other'>>({ document: isString, kind: oneOf('other'), roots: isJsonRecord }, {}),
);
export const isStoredAt = shape<StoredAt>({ at: isNumber }, {});
export const isRestored = shape<Restored>({ at: isNumber, before: isNumber }, {});

const isPeopleById: Guard<PeopleById> = recordOf(
  shape<PeopleById[string]>({ name: isString, kind }, {}),
);
const versionKind = oneOf('automatic', 'named');
const naming = { id: isString, name: isString, from: either(isString, isActor) };
export const isNamedVersion = shape<NamedVersion>({ at: isNumber, kind: versionKind }, naming);
const isVersion = shape<Version>(
  { at: isNumber, kind: versionKind, authors: listOf(isString) },
  naming,
);
const isMoment = shape<Moment>(
  { at: isNumber, added: isNumber, removed: isNumber },
  { author: isString },
);
export const isVersionsPage = shape<VersionsPage>(
  { versions: listOf(isVersion), moments: listOf(isMoment), people: isPeopleById },
  {},
);

const isRun = shape<DifferenceRun>(
  { text: isString, change: oneOf('same', 'added', 'removed') },
  { marks: isJsonRecord, from: isString, at: isNumber },
);
const isCell = shape<DifferenceCell>(
  { table: isSeq, row: isSeq, column: isSeq },
  { header: isBoolean },
);
const isDifferenceBlock = shape<DifferenceBlock>(
  {
    type: isString,
    props: isJsonRecord,
    depth: isSeq,
    change: oneOf('same', 'added', 'removed', 'changed'),
    runs: listOf(isRun),
  },
  { cell: isCell },
);
export const isDifference = shape<Difference>(
  { blocks: listOf(isDifferenceBlock), added: isNumber, removed: isNumber, people: isPeopleById },
  {},
);

const isPart: Guard<AuthorPart> = (value): value is AuthorPart =>
  Array.isArray(value) && value.length >= 5 && value.every((each) => isNumber(each));
const isAuthor = shape<Author>({ id: isString }, { name: isString, kind });
export const isAuthors = shape<Authors>({ parts: listOf(isPart), people: listOf(isAuthor) }, {});
