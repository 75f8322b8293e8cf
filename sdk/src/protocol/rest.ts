// The bodies of spec/rest.md, named as on the wire.

import type { Actor, Attachment, Message, PersonNote, Principal, Role, Surface } from './events';

export interface SessionPrincipal extends Principal {
  readonly email?: string;
  readonly color?: number;
  readonly timezone?: string;
  readonly language?: string;
  /** Of an account: the address is known to be theirs. */
  readonly verified?: boolean;
  readonly status?: PersonNote;
  /** The path of its bytes on the server. */
  readonly picture?: string;
  /** `color` is the person's own wish. */
  readonly color_chosen?: boolean;
}

export interface Session {
  readonly principal?: SessionPrincipal;
  readonly csrf: string;
  readonly workspace: {
    readonly id: string;
    readonly name: string;
    /** The path where it is read. */
    readonly logo?: string;
  };
  readonly setup_needed: boolean;
  readonly registration: 'closed' | 'invite' | 'open';
  /** A mail server is set up. */
  readonly mail?: boolean;
  /** The provider that people may sign in with. */
  readonly oidc?: { readonly name: string };
  readonly guests: string;
  readonly server_time: number;
  readonly version: string;
}

/** How an account can sign in. */
export interface SignInWays {
  readonly password: boolean;
  readonly oidc?: { readonly name: string; readonly linked: boolean };
}

export interface Login {
  readonly id: string;
  readonly created_at: number;
  readonly last_seen_at: number;
  readonly device: string;
  readonly current: boolean;
}

export interface IssuedToken {
  readonly token: string;
  readonly expires_at: number;
}

export interface PresentPerson {
  readonly id: string;
  readonly name: string;
  readonly color: number;
  readonly picture?: string;
  readonly note?: PersonNote;
}

export interface RoomSummary {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  readonly kind: 'room' | 'direct';
  readonly head_seq: number;
  readonly unread: number;
  /** Unread messages that name me or everybody. */
  readonly mentions?: number;
  readonly last_message?: Message;
  readonly present: readonly PresentPerson[];
  /** Of a direct room: who else is in it. */
  readonly person?: PresentPerson;
  readonly archived: boolean;
  /** The live one. */
  readonly meeting?: { readonly id: string; readonly title: string; readonly started_at: number };
}

export interface RoomDetail extends RoomSummary {
  readonly surfaces: readonly Surface[];
  readonly member_count: number;
}

export interface ActivityEvent {
  readonly seq: number;
  readonly kind: string;
  readonly at: number;
  readonly actor: Actor;
  readonly body: unknown;
}

export interface ActivityPage {
  readonly events: readonly ActivityEvent[];
  readonly has_more: boolean;
}

export type UploadedFile = Attachment;

export interface LinkPreview {
  readonly room: { readonly id: string; readonly name: string };
  readonly role: Role;
  readonly host: { readonly name: string };
  readonly expires_at?: number;
  readonly signed_in_as?: string | Actor;
  /** While it is not open to the caller. */
  readonly door?: DoorState;
  /** What people are told before they come in. */
  readonly consent?: string;
}

/** `knock`: who joins by the link now will have to wait. */
export interface DoorState {
  readonly state: 'in' | 'knock' | 'waiting' | 'refused';
  /** To who waits: whether somebody is there who can let them in. */
  readonly hosts?: boolean;
}

/** Instead of having joined: an owner of the room has to let them in first. */
export interface LinkWaiting extends DoorState {
  readonly state: 'waiting';
  readonly principal: Principal;
}

export interface LinkJoined {
  readonly room: string | { readonly id: string; readonly name: string };
  readonly role: Role;
  readonly principal: Principal;
  readonly token: string;
}

export interface Person {
  readonly id: string;
  readonly name: string;
  readonly kind: Actor['kind'];
}
