// Invites as REST tells them (spec/rest.md RST23, RST24), and the checks of those answers.

import type { Actor, Principal } from './events';
import type { Guard } from './parse';
import { isBoolean, isNumber, isString, listOf, oneOf, shape } from './parse';
import { isActor, isPrincipal } from './validate';

export type InviteRole = 'viewer' | 'commenter' | 'editor' | 'owner' | 'member';
export type InviteStateName = 'pending' | 'expired' | 'accepted' | 'declined' | 'revoked';

export interface Invite {
  readonly id: string;
  /** Absent: the workspace. */
  readonly room?: string;
  readonly role: InviteRole;
  /** Absent: a link for one person. */
  readonly email?: string;
  readonly state: InviteStateName;
  readonly inviter: { readonly id: string; readonly name: string };
  readonly created_at: number;
  readonly expires_at: number;
  readonly accepted_by?: { readonly id: string; readonly name: string };
  /** In a list, of one that waits: for a link to pass on. */
  readonly secret?: string;
}

export interface InviteMade {
  readonly invite: Invite;
  /** For a link to pass on: `/join/<id>#<secret>`. */
  readonly secret: string;
  readonly mailed: boolean;
}

export interface InviteOffer {
  readonly workspace: { readonly name: string };
  readonly room?: { readonly id: string; readonly name: string };
  readonly role: InviteRole;
  readonly host: { readonly name: string };
  readonly email?: string;
  readonly expires_at: number;
  /** The invited person wished for it themselves. */
  readonly asked_for: boolean;
  /** An account may be made with it. */
  readonly account: boolean;
  /** One may come as a guest. */
  readonly guest: boolean;
  readonly signed_in_as?: Actor;
  /** What people are told before they come in. */
  readonly consent?: string;
}

export interface InviteAccepted {
  readonly room?: { readonly id: string; readonly name: string };
  readonly role: InviteRole;
  readonly principal: Principal;
}

const isInviteRole = oneOf('viewer', 'commenter', 'editor', 'owner', 'member');
const named = shape<{ readonly id: string; readonly name: string }>(
  { id: isString, name: isString },
  {},
);
const onlyName = shape<{ readonly name: string }>({ name: isString }, {});

const isInvite: Guard<Invite> = shape<Invite>(
  {
    id: isString,
    role: isInviteRole,
    state: oneOf('pending', 'expired', 'accepted', 'declined', 'revoked'),
    inviter: named,
    created_at: isNumber,
    expires_at: isNumber,
  },
  { room: isString, email: isString, accepted_by: named, secret: isString },
);
export const isInvites = shape<{ readonly invites: readonly Invite[] }>(
  { invites: listOf(isInvite) },
  {},
);
export const isInviteMade = shape<InviteMade>(
  { invite: isInvite, secret: isString, mailed: isBoolean },
  {},
);
export const isInviteOffer = shape<InviteOffer>(
  {
    workspace: onlyName,
    role: isInviteRole,
    host: onlyName,
    expires_at: isNumber,
    asked_for: isBoolean,
    account: isBoolean,
    guest: isBoolean,
  },
  { room: named, email: isString, signed_in_as: isActor, consent: isString },
);
export const isInviteAccepted = shape<InviteAccepted>(
  { role: isInviteRole, principal: isPrincipal },
  { room: named },
);
