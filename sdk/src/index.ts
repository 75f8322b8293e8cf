// Everything an embedder may use. api.md describes it.

export { createClient } from './client';
export { AtelierException, errorCodes, unwrap } from './protocol/errors';
export { MemoryOutboxStore } from './offline/store';
export { chatTextBytesMax, placeBytesMax, uploadBytesMax } from './protocol/limits';

export type { Workspace } from './feature/workspace';
export type { Belongings } from './feature/belongings';
export type { SharedFiles, SharedFilesQuery } from './feature/sharedFiles';
export type { FileKind, SharedFile, SharedFilesPage } from './protocol/sharedFiles';
export type { Trash } from './feature/trash';
export type {
  DeletedMessage,
  DeletedMessages,
  RemovedSurface,
  TrashedRoom,
} from './protocol/trash';
export type { Client, ClientOptions } from './client';
export type { Clock } from './core/clock';
export type { EventSource, Unsubscribe } from './core/emitter';
export type { RandomSource } from './core/ids';
export type { Outcome } from './core/result';
export type { AtelierError, ErrorCode, Result } from './protocol/errors';
export type {
  Actor,
  Attachment,
  BroadcastMeta,
  ChatDeleted,
  ChatEdited,
  ChatMention,
  ChatPinned,
  ChatReaction,
  ChatReceipt,
  ChosenStatus,
  FormerMember,
  HistoryPage,
  JsonValue,
  Link,
  Knock,
  KnockAnswered,
  LinkChanged,
  LinkCreated,
  LinkRole,
  Meeting,
  Member,
  MemberChange,
  MembersPage,
  Message,
  PersonNote,
  PersonStatus,
  Place,
  PresenceDiff,
  Presenting,
  Principal,
  PrincipalKind,
  RemovedReason,
  Role,
  RoomArchived,
  RoomConfigured,
  RoomJoined,
  RoomRenamed,
  RoomSettings,
  GuestHistory,
  SearchHit,
  SearchPage,
  MeetingEnded,
  MeetingStarted,
  Stored,
  Surface,
} from './protocol/events';
export type {
  MeetingEntry,
  MeetingPerson,
  MeetingsPage,
  MeetingSummary,
  Sent,
  SummaryRecipient,
  SummaryRecipients,
  SummarySent,
  SummaryWish,
} from './protocol/meetings';
export type {
  Anchor,
  Thread,
  ThreadComment,
  ThreadDeleted,
  ThreadEdited,
  ThreadKind,
  ThreadMention,
  ThreadOpened,
  ThreadOutcome,
  ThreadPage,
  ThreadReaction,
  ThreadReplied,
  ThreadResolved,
  ThreadsPage,
  ThreadStateChange,
} from './protocol/threads';
export type {
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
  DocumentFormat,
  InlineLink,
  InlineText,
  Moment,
  NamedVersion,
  PeopleById,
  Restored,
  StoredAt,
  Version,
  VersionsPage,
} from './protocol/documents';
export type {
  ActivityEvent,
  ActivityPage,
  DoorState,
  IssuedToken,
  SignInWays,
  LinkJoined,
  LinkPreview,
  LinkWaiting,
  Login,
  Person,
  PresentPerson,
  RoomDetail,
  RoomSummary,
  Session,
  SessionPrincipal,
  UploadedFile,
} from './protocol/rest';
export type { OutboxStore, StoredEntry } from './offline/store';
export type {
  ConnectionApi,
  ConnectionEvents,
  ConnectionState,
  EndReason,
} from './transport/connection';
export type { ResetReason } from './transport/roomFeed';
export type { SocketFactory, SocketHandlers, SocketLoss, SocketPort } from './transport/socket';
export type { DocumentEvents, DocumentHandle, DocumentState } from './transport/documentHandle';
export type {
  Chat,
  ChatEvents,
  ChatSearchQuery,
  HistoryQuery,
  MessageDraft,
  OutboxEntry,
  OutboxState,
} from './feature/chatTypes';
export type { Documents } from './feature/documents';
export type { Files } from './feature/files';
export type { Follow, FollowEvents } from './feature/follow';
export type { FollowEnded, Following, LeaderView, View } from './protocol/follow';
export type { InviteAcceptance, Invites, InviteWish } from './feature/invites';
export type { LinkOptions, Links, LinksEvents } from './feature/links';
export type {
  Invite,
  InviteAccepted,
  InviteMade,
  InviteOffer,
  InviteRole,
  InviteStateName,
} from './protocol/invites';
export type { Mail } from './feature/mail';
export type { Meetings, MeetingsEvents } from './feature/meetings';
export type {
  Group,
  GroupMember,
  Groups,
  HealthReport,
  LimitsReport,
  LoggedLine,
  Registration,
  RoomStorage,
  StorageReport,
  WorkspaceLimits,
} from './protocol/workspace';
export type { MailBox, MailItem, MailStateName } from './protocol/mail';
export type { People } from './feature/people';
export type { Presence, PresenceEvents } from './feature/presence';
export type { ActivityQuery, Rooms, RoomsEvents } from './feature/rooms';
export type { Search, SearchQuery } from './feature/search';
export type { SessionApi } from './feature/session';
export type { DocumentWrite, ExportQuery, StoredDocuments } from './feature/storedDocuments';
export type { Surfaces, SurfacesEvents } from './feature/surfaces';
export type {
  CommentDraft,
  CommentsQuery,
  OpeningDraft,
  ThreadOutboxEntry,
  Threads,
  ThreadsEvents,
  ThreadsQuery,
} from './feature/threadTypes';
