// Links: offers of a role to whoever has them. Owners make them in a room, guests follow them.

import type { EventSource } from '../core/emitter';
import type { Result } from '../protocol/errors';
import type { Link, LinkChanged, LinkCreated, LinkRole } from '../protocol/events';
import type { LinkJoined, LinkPreview } from '../protocol/rest';

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
  join(link: string, secret: string, name?: string): Promise<Result<LinkJoined>>;
}
