// Checks of everything that arrives by Socket.IO, one per payload of events.ts. What fails is
// dropped (events) or answered as an error (acks) by the caller.

import type {
  MeetingEnded,
  MeetingStarted,
  Actor,
  Attachment,
  BroadcastMeta,
  ChatDeleted,
  ChatEdited,
  ChatMention,
  ChatPinned,
  ChatReaction,
  ChatReceipt,
  ChatRestored,
  ChatTyping,
  EventsPage,
  FormerMember,
  HistoryPage,
  Link,
  Knock,
  KnockAnswered,
  LinkChanged,
  LinkCreated,
  LoggedEvent,
  Meeting,
  Member,
  MemberChange,
  MembersPage,
  Message,
  PersonNote,
  Place,
  PresenceDiff,
  Presenting,
  Principal,
  RoomArchived,
  RoomConfigured,
  RoomJoined,
  RoomRemoved,
  RoomRenamed,
  SearchHit,
  SearchPage,
  Stored,
  Surface,
  SurfaceCreated,
  SurfacePinned,
  SurfaceRemoved,
  SurfaceRenamed,
  Welcome,
  JsonValue,
} from './events';
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

const isKind = oneOf('user', 'guest', 'bot');
export const isRole = oneOf('viewer', 'commenter', 'editor', 'owner');
const isJson = isAnything as Guard<JsonValue>;
const actor = { id: isString, name: isString, kind: isKind };
const change = { seq: isSeq, target: isSeq };

export const isActor = shape<Actor>(actor, {});
export const isPrincipal = shape<Principal>(actor, { workspace_role: isString });
export const isWelcome = shape<Welcome>(
  { principal: isPrincipal, token: isString, server_time: isNumber },
  {},
);
export const isStored = shape<Stored>({ seq: isSeq }, { at: isNumber });

export const isPlace = shape<Place>({ surface: isString }, { at: isJson });
const person = {
  ...actor,
  color: isNumber,
  status: oneOf('online', 'away', 'dnd', 'idle', 'offline'),
  last_active: isNumber,
};
export const isNote = shape<PersonNote>({ text: isString }, { until: isNumber });
const whereabouts = {
  until: isNumber,
  place: isPlace,
  devices: isNumber,
  picture: isString,
  chosen: isBoolean,
  note: isNote,
};
export const isMember = shape<Member>({ ...person, role: isRole }, whereabouts);
const isFormerMember = shape<FormerMember>(
  { ...person, role: either(isRole, oneOf('none')) },
  whereabouts,
);
export const isSurface = shape<Surface>(
  {
    id: isString,
    kind: isString,
    title: isString,
    created_by: either(isString, isActor),
    created_at: isNumber,
  },
  { pinned: isBoolean },
);
export const isMeeting = shape<Meeting>(
  {
    id: isString,
    seq: isSeq,
    title: isString,
    started_at: isNumber,
    started_by: isActor,
  },
  { ended_at: isNumber, ended_by: isActor },
);
const isPresenting = shape<Presenting>({ principal: isString, since: isNumber }, {});
const isGuestHistory = oneOf('all', 'joined');
export const isRoomJoined = shape<RoomJoined>(
  {
    room: isString,
    name: isString,
    role: isRole,
    seq: isSeq,
    members: listOf(isMember),
    member_count: isNumber,
    surfaces: listOf(isSurface),
    read_seq: isSeq,
    unread: isNumber,
  },
  {
    open_threads: isNumber,
    archived: isBoolean,
    knock: isBoolean,
    consent: isString,
    keep_days: isNumber,
    guest_history: isGuestHistory,
    history_from: isNumber,
    meeting: isMeeting,
    presenting: isPresenting,
    followers: listOf(isString),
  },
);
const meetingEvent = { seq: isSeq, from: isActor, at: isNumber };
export const isMeetingStarted = shape<MeetingStarted>({ ...meetingEvent, meeting: isMeeting }, {});
export const isMeetingEnded = shape<MeetingEnded>(
  { ...meetingEvent, meeting: isString, ended_at: isNumber },
  {},
);
export const isMembersPage = shape<MembersPage>(
  { members: listOf(isMember), member_count: isNumber },
  { cursor: isString },
);
export const isBroadcastMeta = shape<BroadcastMeta>(
  { from: isActor, at: isNumber },
  { seq: isSeq },
);
export const isRoomRenamed = shape<RoomRenamed>(
  { seq: isSeq, name: isString, from: isActor, at: isNumber },
  {},
);
export const isRoomArchived = shape<RoomArchived>(
  { seq: isSeq, on: isBoolean, from: isActor, at: isNumber },
  {},
);
export const isRoomConfigured = shape<RoomConfigured>(
  { seq: isSeq, from: isActor, at: isNumber },
  {
    knock: isBoolean,
    consent: isString,
    keep_days: isNumber,
    guest_history: isGuestHistory,
  },
);
export const isMemberChange: Guard<MemberChange> = either(
  shape<Extract<MemberChange, { change: 'role' }>>(
    { seq: isSeq, change: oneOf('role'), member: isMember },
    {},
  ),
  shape<Exclude<MemberChange, { change: 'role' }>>(
    { seq: isSeq, change: oneOf('removed', 'banned', 'unbanned'), member: isFormerMember },
    {},
  ),
);
export const isRoomRemoved = shape<RoomRemoved>({ reason: oneOf('removed', 'banned') }, {});
const isLoggedEvent = shape<LoggedEvent>(
  { seq: isSeq, name: isString, args: listOf(isAnything) },
  {},
);
export const isEventsPage = shape<EventsPage>(
  { events: listOf(isLoggedEvent), has_more: isBoolean },
  {},
);
export const isPresenceDiff = shape<PresenceDiff>(
  { at: isNumber, count: isNumber, changed: listOf(isMember), gone: listOf(isString) },
  {},
);

export const isAttachment = shape<Attachment>(
  { file: isString, name: isString, type: isString, size: isNumber },
  { width: isNumber, height: isNumber },
);
export const isMessage = shape<Message>(
  { id: isString, seq: isSeq, text: isString, from: isActor, at: isNumber },
  {
    thread_root: isSeq,
    reply_to: isSeq,
    mentions: listOf(isString),
    attachments: listOf(isAttachment),
    edited_at: isNumber,
    deleted: isBoolean,
    reactions: recordOf(listOf(isString)),
    pinned: isBoolean,
    replies: isNumber,
  },
);
export const isHistoryPage = shape<HistoryPage>(
  { messages: listOf(isMessage), has_more: isBoolean },
  { has_more_after: isBoolean },
);
export const isMessages = shape<{ readonly messages: readonly Message[] }>(
  { messages: listOf(isMessage) },
  {},
);
export const isChatEdited = shape<ChatEdited>(
  { ...change, text: isString, edited_at: isNumber, from: isActor },
  {},
);
export const isChatDeleted = shape<ChatDeleted>({ ...change, from: isActor }, {});
export const isChatRestored = shape<ChatRestored>(
  { seq: isSeq, message: isMessage, from: isActor },
  {},
);
export const isChatReaction = shape<ChatReaction>(
  { ...change, emoji: isString, on: isBoolean, from: isActor },
  {},
);
export const isChatPinned = shape<ChatPinned>({ ...change, on: isBoolean, from: isActor }, {});
export const isChatReceipt = shape<ChatReceipt>({ principal: isString, read_seq: isSeq }, {});
export const isReceipts = shape<{ readonly receipts: Readonly<Record<string, number>> }>(
  { receipts: recordOf(isSeq) },
  {},
);
export const isChatTyping = shape<ChatTyping>({ from: isActor, on: isBoolean }, {});
export const isChatMention = shape<ChatMention>({ room: isString, message: isMessage }, {});
const isSearchHit = shape<SearchHit>(
  { message: isMessage, snippet: isString },
  { room: isString, thread: isString },
);
export const isSearchPage = shape<SearchPage>(
  { hits: listOf(isSearchHit), has_more: isBoolean },
  {},
);
export const isRoomName = shape<{ readonly room: string }>({ room: isString }, {});

export const isSurfaceAnswer = shape<{ readonly surface: Surface }>({ surface: isSurface }, {});
export const isSurfaceCreated = shape<SurfaceCreated>(
  { seq: isSeq, surface: isSurface, from: isActor },
  {},
);
const isSurfaceOrId = either(isSurface, isString);
export const isSurfaceRenamed = shape<SurfaceRenamed>(
  { seq: isSeq, surface: isSurfaceOrId, from: isActor },
  { title: isString },
);
export const isSurfacePinned = shape<SurfacePinned>(
  { seq: isSeq, surface: isString, on: isBoolean, from: isActor },
  {},
);
export const isSurfaceRemoved = shape<SurfaceRemoved>(
  { seq: isSeq, surface: isSurfaceOrId, from: isActor },
  {},
);

export const isLink = shape<Link>(
  {
    id: isString,
    role: oneOf('viewer', 'commenter', 'editor'),
    uses: isNumber,
    revoked: isBoolean,
  },
  { expires_at: isNumber, max_uses: isNumber, label: isString },
);
export const isLinks = shape<{ readonly links: readonly Link[] }>({ links: listOf(isLink) }, {});
export const isLinkCreated = shape<LinkCreated>({ link: isLink, secret: isString }, {});
export const isLinkChanged = shape<LinkChanged>({ seq: isSeq, link: isLink }, {});
const isKnock = shape<Knock>({ ...actor, at: isNumber }, {});
export const isKnocks = shape<{ readonly waiting: readonly Knock[] }>(
  { waiting: listOf(isKnock) },
  {},
);
export const isKnockAnswered = shape<KnockAnswered>(
  { seq: isSeq, principal: isActor, let_in: isBoolean, from: isActor, at: isNumber },
  {},
);
export const isEmptyReply = isAnything;
