// The client: puts connection, REST and features together. The only place that knows them all.

import { Backoff } from './core/backoff';
import type { Clock } from './core/clock';
import { createIdSource } from './core/ids';
import type { RandomSource } from './core/ids';
import type { Belongings } from './feature/belongings';
import { createChat } from './feature/chat';
import type { Chat } from './feature/chatTypes';
import type { FeatureContext } from './feature/context';
import type { Documents } from './feature/documents';
import { createDocuments } from './feature/documents';
import type { Door } from './feature/door';
import { createDoor } from './feature/door';
import type { SharedFiles } from './feature/sharedFiles';
import type { Trash } from './feature/trash';
import type { Workspace } from './feature/workspace';
import type { Files } from './feature/files';
import { createFiles } from './feature/files';
import type { Follow } from './feature/follow';
import { noteFollowing } from './feature/followNotes';
import type { Invites } from './feature/invites';
import { createInvites } from './feature/invites';
import type { Links } from './feature/links';
import { createLinks } from './feature/links';
import type { Mail } from './feature/mail';
import { createMail } from './feature/mail';
import type { Meetings } from './feature/meetings';
import { createMeetings } from './feature/meetings';
import type { People } from './feature/people';
import { createPeople } from './feature/people';
import type { Presence } from './feature/presence';
import { createPresence } from './feature/presence';
import type { Rooms } from './feature/rooms';
import { createRooms } from './feature/rooms';
import type { Search } from './feature/search';
import { createSearch } from './feature/search';
import type { SessionApi } from './feature/session';
import { createSession } from './feature/session';
import type { Surfaces } from './feature/surfaces';
import { createSurfaces } from './feature/surfaces';
import { createThreads } from './feature/threads';
import type { Threads } from './feature/threadTypes';
import type { OutboxStore } from './offline/store';
import { MemoryOutboxStore } from './offline/store';
import * as limits from './protocol/limits';
import type { ConnectionApi } from './transport/connection';
import { Connection } from './transport/connection';
import type { DocumentTokens } from './transport/documentHandle';
import { Rest } from './transport/rest';
import { RoomFeed } from './transport/roomFeed';
import type { SocketFactory } from './transport/socket';
import { socketIo } from './transport/socket';
import { systemClock, systemRandom } from './transport/system';
import { Tokens } from './transport/tokens';

export interface ClientOptions {
  /** Origin of the server, `https://atelier.example`. */
  readonly url: string;
  /** A fixed token. Without `token` and `getToken` the login cookie speaks for the person. */
  readonly token?: string;
  /** Called at every connect and before a token ends. */
  readonly getToken?: () => Promise<string>;
  readonly socketFactory?: SocketFactory;
  readonly fetch?: typeof fetch;
  readonly webSocket?: typeof WebSocket;
  readonly clock?: Clock;
  readonly random?: RandomSource;
  readonly outboxStore?: OutboxStore;
}

export interface Client {
  readonly connection: ConnectionApi;
  readonly session: SessionApi;
  readonly rooms: Rooms;
  readonly chat: Chat;
  readonly presence: Presence;
  readonly people: People;
  readonly surfaces: Surfaces;
  readonly threads: Threads;
  readonly invites: Invites;
  readonly links: Links;
  readonly door: Door;
  /** Loaded when it is asked for first. */
  readonly follow: () => Promise<Follow>;
  /** Loaded when it is asked for first. */
  readonly trash: () => Promise<Trash>;
  /** Loaded when it is asked for first. */
  readonly sharedFiles: () => Promise<SharedFiles>;
  /** Loaded when it is asked for first. */
  readonly workspace: () => Promise<Workspace>;
  /** Loaded when it is asked for first. */
  readonly belongings: () => Promise<Belongings>;
  readonly mail: Mail;
  readonly meetings: Meetings;
  readonly files: Files;
  readonly search: Search;
  readonly documents: Documents;
  /** A new id (UUIDv7), for what is to be made once although it may be asked for again. */
  readonly nextId: () => string;
}

/** Opens nothing: call `client.connection.connect()`. */
export function createClient(options: ClientOptions): Client {
  const url = options.url.replace(/\/+$/, '');
  const clock = options.clock ?? systemClock;
  const random = options.random ?? systemRandom;
  const tokens = new Tokens(options);
  const createBackoff = (): Backoff =>
    new Backoff(random, { minMs: limits.outboxRetryMinMs, maxMs: limits.outboxRetryMaxMs });
  const rest = new Rest({
    url,
    // The global is read at the call, and called with its own receiver.
    fetch: options.fetch ?? ((...request) => fetch(...request)),
    tokens,
    guestToken: () =>
      connection.principal?.kind === 'guest'
        ? tokens.welcomeToken(connection.serverNow(), 0)
        : undefined,
  });
  const issueToken = async (): Promise<string | undefined> => {
    const answer = await createSession(rest).token();
    return answer.ok ? answer.value.token : undefined;
  };
  const connection = new Connection({
    url,
    socketFactory: options.socketFactory ?? socketIo,
    tokens,
    clock,
    backoff: new Backoff(random, {
      minMs: limits.refusedRetryMinMs,
      maxMs: limits.refusedRetryMaxMs,
    }),
    issueToken,
  });
  connection.on('state', ({ name }) => {
    if (name === 'ended') {
      // The next person on this client must not speak with the token of this one.
      tokens.forgetWelcome();
    }
  });
  const feed = new RoomFeed(connection, clock, createBackoff);
  const outboxStore = options.outboxStore ?? new MemoryOutboxStore();
  const nextId = createIdSource(clock, random);
  const context = { connection, feed, rest, clock, nextId, createBackoff, outboxStore };
  const documentTokens = createDocumentTokens(tokens, connection, issueToken);
  return {
    connection,
    ...createFeatures(context),
    nextId,
    documents: createDocuments({
      url,
      rest,
      nextId,
      tokens: documentTokens,
      clock,
      createBackoff,
      webSocket: options.webSocket,
    }),
  };
}

function createFeatures(
  context: FeatureContext,
): Omit<Client, 'connection' | 'documents' | 'nextId'> {
  // Presence and surfaces first: who hears of a room through `rooms` finds them up to date.
  const presence = createPresence(context);
  const surfaces = createSurfaces(context);
  return {
    presence,
    surfaces,
    chat: createChat(context),
    threads: createThreads(context),
    follow: createFollowing(context),
    rooms: createRooms(context),
    invites: createInvites(context.rest, context.nextId),
    links: createLinks(context),
    door: createDoor(context),
    trash: async () => (await import('./feature/trash')).createTrash(context),
    sharedFiles: async () => (await import('./feature/sharedFiles')).createSharedFiles(context),
    workspace: async () => (await import('./feature/workspace')).createWorkspace(context.rest),
    belongings: async () => (await import('./feature/belongings')).createBelongings(context.rest),
    mail: createMail(context.rest),
    meetings: createMeetings(context),
    session: createSession(context.rest),
    people: createPeople(context.rest),
    files: createFiles(context.rest),
    search: createSearch(context.rest),
  };
}

/** Following is loaded late, and finds what happened before. */
function createFollowing(context: FeatureContext): () => Promise<Follow> {
  const notes = noteFollowing(context);
  let loaded: Promise<Follow> | undefined;
  return () =>
    (loaded ??= import('./feature/follow').then((module) => module.createFollow(context, notes)));
}

/** Documents use the token of the last welcome, and later ones that REST issues. */
function createDocumentTokens(
  tokens: Tokens,
  connection: Connection,
  issueToken: () => Promise<string | undefined>,
): DocumentTokens {
  return {
    current: () => tokens.welcomeToken(connection.serverNow(), limits.documentTokenMarginMs),
    renew: async () => {
      const token = await issueToken();
      if (token !== undefined) {
        tokens.noteWelcome(token);
      }
      return token;
    },
  };
}
