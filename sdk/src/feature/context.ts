// What every feature is given. Features do not know one another; they meet in the room feed.

import type { Backoff } from '../core/backoff';
import type { Clock } from '../core/clock';
import type { IdSource } from '../core/ids';
import type { OutboxStore } from '../offline/store';
import type { Connection } from '../transport/connection';
import type { Rest } from '../transport/rest';
import type { RoomFeed } from '../transport/roomFeed';

export interface FeatureContext {
  readonly connection: Connection;
  readonly feed: RoomFeed;
  readonly rest: Rest;
  readonly clock: Clock;
  readonly nextId: IdSource;
  readonly createBackoff: () => Backoff;
  readonly outboxStore: OutboxStore;
}
