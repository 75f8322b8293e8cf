// Invites over REST: offers of a role to one person, by address or as a link (spec/auth.md AUTH60..).

import { present } from '../core/fields';
import { succeed } from '../core/result';
import type { Result } from '../protocol/errors';
import type {
  Invite,
  InviteAccepted,
  InviteMade,
  InviteOffer,
  InviteRole,
} from '../protocol/invites';
import { isInviteAccepted, isInviteMade, isInviteOffer, isInvites } from '../protocol/invites';
import { isEmptyAnswer } from '../protocol/validateRest';
import type { Rest } from '../transport/rest';

export interface InviteWish {
  /** Absent: into the workspace. */
  readonly room?: string;
  readonly role?: InviteRole;
  /** Absent: a link for one person. */
  readonly email?: string;
  readonly note?: string;
  /** Of the mail. */
  readonly language?: string;
  readonly expiresAt?: number;
}

export interface InviteAcceptance {
  readonly secret: string;
  readonly name?: string;
  readonly email?: string;
  readonly password?: string;
  readonly language?: string;
}

export interface Invites {
  create(wish: InviteWish): Promise<Result<InviteMade>>;
  list(room?: string): Promise<Result<readonly Invite[]>>;
  resend(invite: string): Promise<Result<InviteMade>>;
  revoke(invite: string): Promise<Result<void>>;
  look(invite: string, secret: string): Promise<Result<InviteOffer>>;
  /** Signed in: as oneself; with a password: by a new account; else as a guest. */
  accept(invite: string, form: InviteAcceptance): Promise<Result<InviteAccepted>>;
  decline(invite: string, secret: string): Promise<Result<void>>;
}

export function createInvites(rest: Rest, nextId: () => string): Invites {
  const path = (invite: string, verb: string): string =>
    `/invites/${encodeURIComponent(invite)}/${verb}`;
  const done = (answer: Result<unknown>): Result<void> => (answer.ok ? succeed(undefined) : answer);
  return {
    create: ({ expiresAt, ...wish }) =>
      rest.json('POST', '/invites', isInviteMade, {
        json: present({ id: nextId(), ...wish, expires_at: expiresAt }),
      }),
    list: async (room) => {
      const answer = await rest.get('/invites', isInvites, room === undefined ? {} : { room });
      return answer.ok ? succeed(answer.value.invites) : answer;
    },
    resend: (invite) => rest.json('POST', path(invite, 'resend'), isInviteMade, { json: {} }),
    revoke: async (invite) =>
      done(await rest.json('DELETE', `/invites/${encodeURIComponent(invite)}`, isEmptyAnswer)),
    look: (invite, secret) =>
      rest.json('POST', path(invite, 'look'), isInviteOffer, { json: { secret } }),
    accept: async (invite, form) => {
      const answer = await rest.json('POST', path(invite, 'accept'), isInviteAccepted, {
        json: form,
      });
      // Whoever came by it is somebody else from here on.
      rest.forgetSession();
      return answer;
    },
    decline: async (invite, secret) =>
      done(await rest.json('POST', path(invite, 'decline'), isEmptyAnswer, { json: { secret } })),
  };
}
