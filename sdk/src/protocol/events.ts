// The payloads of spec/events.md, named as on the wire. Times are milliseconds since the epoch,
// `seq` counts the durable events of a room. Checks of what arrives are in validate.ts.

export type Role = 'viewer' | 'commenter' | 'editor' | 'owner';
export type PrincipalKind = 'user' | 'guest' | 'bot';
export type PersonStatus = 'online' | 'away' | 'dnd' | 'idle' | 'offline';
/** What a person may choose; `idle` and `offline` are judged from activity. */
export type ChosenStatus = 'online' | 'away' | 'dnd';
export type LinkRole = 'viewer' | 'commenter' | 'editor';
export type JsonValue =
  string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue };

export interface Actor {
  readonly id: string;
  readonly name: string;
  readonly kind: PrincipalKind;
}

export interface Principal extends Actor {
  readonly workspace_role?: string;
}

export interface Welcome {
  readonly principal: Principal;
  readonly token: string;
  readonly server_time: number;
}

export interface Place {
  readonly surface: string;
  readonly at?: JsonValue;
}

export interface Member extends Actor {
  readonly role: Role;
  readonly color: number;
  readonly status: PersonStatus;
  readonly until?: number;
  readonly place?: Place;
  readonly last_active: number;
  readonly devices?: number;
  /** The path of its bytes on the server. */
  readonly picture?: string;
  /** `color` is their own wish. */
  readonly chosen?: boolean;
  readonly note?: PersonNote;
}

/** What somebody is at, in their own words; good until then. */
export interface PersonNote {
  readonly text: string;
  readonly until?: number;
}

export interface Surface {
  readonly id: string;
  readonly kind: string;
  readonly title: string;
  readonly created_by: string | Actor;
  readonly created_at: number;
  /** Kept on top of the room. */
  readonly pinned?: boolean;
}

export interface Meeting {
  readonly id: string;
  /** Of its start. */
  readonly seq: number;
  readonly title: string;
  readonly started_at: number;
  readonly started_by: Actor;
  /** Absent while it is live. */
  readonly ended_at?: number;
  /** Absent when everybody had left and the server ended it. */
  readonly ended_by?: Actor;
}

/** Who presents in a room, and since when. */
export interface Presenting {
  readonly principal: string;
  readonly since: number;
}

export interface RoomJoined {
  readonly room: string;
  readonly name: string;
  readonly role: Role;
  readonly seq: number;
  readonly members: readonly Member[];
  readonly member_count: number;
  readonly surfaces: readonly Surface[];
  readonly read_seq: number;
  readonly unread: number;
  readonly open_threads?: number;
  /** Read-only for everybody until an owner brings it back. */
  readonly archived?: boolean;
  /** Who comes by a link waits until an owner lets them in. */
  readonly knock?: boolean;
  /** What people are told before they come in, and when a meeting starts. */
  readonly consent?: string;
  /** Days after which messages go by themselves; not there: never. */
  readonly keep_days?: number;
  /** `joined`: guests read from when they came. Not there: all. */
  readonly guest_history?: GuestHistory;
  /** When I came, if what was before is not for me. */
  readonly history_from?: number;
  /** The live one. */
  readonly meeting?: Meeting;
  readonly presenting?: Presenting;
  /** Who follows me, when somebody does. */
  readonly followers?: readonly string[];
}

export interface MembersPage {
  readonly members: readonly Member[];
  readonly cursor?: string;
  readonly member_count: number;
}

/** The answer to a durable command. */
export interface Stored {
  readonly seq: number;
  readonly at?: number;
}

export interface BroadcastMeta {
  readonly from: Actor;
  readonly at: number;
  readonly seq?: number;
}

export interface RoomRenamed {
  readonly seq: number;
  readonly name: string;
  readonly from: Actor;
  readonly at: number;
}

export interface RoomArchived {
  readonly seq: number;
  /** False: brought back. */
  readonly on: boolean;
  readonly from: Actor;
  readonly at: number;
}

/** Only what changed is named. */
export interface RoomConfigured extends RoomSettings {
  readonly seq: number;
  readonly from: Actor;
  readonly at: number;
}

export interface RoomSettings {
  /** Who comes by a link waits until an owner lets them in. */
  readonly knock?: boolean;
  /** What people are told before they come in, and when a meeting starts; empty: nothing. */
  readonly consent?: string;
  /** 30, 90 or 365; 0: messages are kept for ever. */
  readonly keep_days?: number;
  readonly guest_history?: GuestHistory;
}

/** What guests see of the time before they came: all of it, or nothing. */
export type GuestHistory = 'all' | 'joined';

/** Somebody who has no role in the room any more. */
export type FormerMember = Omit<Member, 'role'> & { readonly role: Role | 'none' };

/** Who comes for the first time is told by presence. */
export type MemberChange =
  | { readonly seq: number; readonly change: 'role'; readonly member: Member }
  | {
      readonly seq: number;
      readonly change: 'removed' | 'banned' | 'unbanned';
      readonly member: FormerMember;
    };

/** `deleted`: the room is in the trash, for everybody. */
export type RemovedReason = 'removed' | 'banned' | 'deleted';

export interface RoomRemoved {
  readonly reason: RemovedReason;
}

export interface LoggedEvent {
  readonly seq: number;
  readonly name: string;
  readonly args: readonly unknown[];
}

export interface EventsPage {
  readonly events: readonly LoggedEvent[];
  readonly has_more: boolean;
}

export interface PresenceDiff {
  readonly at: number;
  /** People who are present now. */
  readonly count: number;
  readonly changed: readonly Member[];
  readonly gone: readonly string[];
}

export interface Attachment {
  readonly file: string;
  readonly name: string;
  readonly type: string;
  readonly size: number;
  readonly width?: number;
  readonly height?: number;
}

export interface Message {
  readonly id: string;
  readonly seq: number;
  readonly text: string;
  readonly from: Actor;
  readonly at: number;
  readonly thread_root?: number;
  readonly reply_to?: number;
  /** Principal ids, or `room` for everybody. */
  readonly mentions?: readonly string[];
  readonly attachments?: readonly Attachment[];
  readonly edited_at?: number;
  readonly deleted?: boolean;
  readonly reactions?: Readonly<Record<string, readonly string[]>>;
  readonly pinned?: boolean;
  readonly replies?: number;
}

export interface HistoryPage {
  readonly messages: readonly Message[];
  readonly has_more: boolean;
  readonly has_more_after?: boolean;
}

export interface ChatEdited {
  readonly seq: number;
  readonly target: number;
  readonly text: string;
  readonly edited_at: number;
  readonly from: Actor;
}

export interface ChatDeleted {
  readonly seq: number;
  readonly target: number;
  readonly from: Actor;
}

export interface ChatReaction {
  readonly seq: number;
  readonly target: number;
  readonly emoji: string;
  readonly on: boolean;
  readonly from: Actor;
}

export interface ChatPinned {
  readonly seq: number;
  readonly target: number;
  readonly on: boolean;
  readonly from: Actor;
}

export interface ChatReceipt {
  readonly principal: string;
  readonly read_seq: number;
}

export interface ChatTyping {
  readonly from: Actor;
  readonly on: boolean;
}

export interface ChatMention {
  readonly room: string;
  readonly message: Message;
}

export interface SearchHit {
  readonly room?: string;
  readonly message: Message;
  /** Matches stand between U+E000 and U+E001. */
  readonly snippet: string;
  /** The message is a comment of this thread. */
  readonly thread?: string;
}

export interface SearchPage {
  readonly hits: readonly SearchHit[];
  readonly has_more: boolean;
}

/** The message without its reactions, which come with the history. */
export interface ChatRestored {
  readonly seq: number;
  readonly message: Message;
  readonly from: Actor;
}

export interface SurfaceCreated {
  readonly seq: number;
  readonly surface: Surface;
  readonly from: Actor;
}

export interface SurfaceRenamed {
  readonly seq: number;
  readonly surface: Surface | string;
  readonly title?: string;
  readonly from: Actor;
}

export interface SurfacePinned {
  readonly seq: number;
  readonly surface: string;
  readonly on: boolean;
  readonly from: Actor;
}

export interface SurfaceRemoved {
  readonly seq: number;
  readonly surface: Surface | string;
  readonly from: Actor;
}

export interface Link {
  readonly id: string;
  readonly role: LinkRole;
  readonly expires_at?: number;
  readonly max_uses?: number;
  readonly uses: number;
  readonly label?: string;
  readonly revoked: boolean;
}

export interface LinkCreated {
  readonly link: Link;
  /** Shown this once; it belongs in the fragment of an URL. */
  readonly secret: string;
}

/** Somebody who stands at the door of a room. */
export interface Knock extends Actor {
  readonly at: number;
}

export interface KnockAnswered {
  readonly seq: number;
  readonly principal: Actor;
  readonly let_in: boolean;
  readonly from: Actor;
  readonly at: number;
}

export interface LinkChanged {
  readonly seq: number;
  readonly link: Link;
}

export interface MeetingStarted {
  readonly seq: number;
  readonly meeting: Meeting;
  readonly from: Actor;
  readonly at: number;
}

export interface MeetingEnded {
  readonly seq: number;
  readonly meeting: string;
  readonly ended_at: number;
  readonly from: Actor;
  readonly at: number;
}
