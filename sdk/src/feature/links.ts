// Links: offers of a role to whoever has them. Owners make them in a room, guests follow them.

import type { EventSource } from '../core/emitter';
import { Emitter } from '../core/emitter';
import { present } from '../core/fields';
import { succeed } from '../core/result';
import { either } from '../protocol/parse';
import type { Result } from '../protocol/errors';
import type { Link, LinkChanged, LinkCreated, LinkRole } from '../protocol/events';
import type { LinkJoined, LinkPreview, LinkWaiting } from '../protocol/rest';
import { isEmptyReply, isLinkChanged, isLinkCreated, isLinks } from '../protocol/validate';
import { isLinkJoined, isLinkPreview, isLinkWaiting } from '../protocol/validateRest';
import type { FeatureContext } from './context';

export interface LinkOptions {
  readonly role?: LinkRole;
  readonly expiresAt?: number;
  readonly maxUses?: number;
  readonly label?: string;
}

export interface LinksEvents {
  /** Owners only. */
  readonly changed: { readonly room: string } & LinkChanged;
}

export interface Links extends EventSource<LinksEvents> {
  create(room: string, options?: LinkOptions): Promise<Result<LinkCreated>>;
  list(room: string): Promise<Result<readonly Link[]>>;
  revoke(room: string, link: string): Promise<Result<void>>;
  /** What a link offers, before joining. */
  look(link: string, secret: string): Promise<Result<LinkPreview>>;
  /** Where rooms ask for knocking one waits first: `client.door` says for how long. */
  join(link: string, secret: string, name?: string): Promise<Result<LinkJoined | LinkWaiting>>;
}

const isJoinAnswer = either(isLinkJoined, isLinkWaiting);

export function createLinks({ connection, feed, rest, nextId }: FeatureContext): Links {
  const events = new Emitter<LinksEvents>();
  feed.on('event', ({ room, name, args: [payload] }) => {
    if (name === 'link.changed' && isLinkChanged(payload)) {
      events.emit('changed', { room, ...payload });
    }
  });
  const path = (link: string, verb: string): string => `/links/${encodeURIComponent(link)}/${verb}`;
  return {
    on: events.on.bind(events),
    create: (room, { role, expiresAt, maxUses, label } = {}) => {
      const body = present({ role, expires_at: expiresAt, max_uses: maxUses, label });
      return connection.request('link.create', [room, { id: nextId(), ...body }], isLinkCreated);
    },
    list: async (room) => {
      const answer = await connection.request('link.list', [room], isLinks);
      return answer.ok ? succeed(answer.value.links) : answer;
    },
    revoke: async (room, link) => {
      const body = { id: nextId(), link };
      const answer = await connection.request('link.revoke', [room, body], isEmptyReply);
      return answer.ok ? succeed(undefined) : answer;
    },
    look: (link, secret) =>
      rest.json('POST', path(link, 'look'), isLinkPreview, { json: { secret } }),
    join: async (link, secret, name) => {
      const json = present({ secret, name });
      const answer = await rest.json('POST', path(link, 'join'), isJoinAnswer, { json });
      // A guest has a cookie from here on, and with it another session.
      rest.forgetSession();
      return answer;
    },
  };
}
