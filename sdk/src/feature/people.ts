// The people who share a room with me, over REST.

import type { Result } from '../protocol/errors';
import type { ActivityPage, Person } from '../protocol/rest';

export interface People {
  list(): Promise<Result<readonly Person[]>>;
  /** Events of the workspace, newest first; for its owners. */
  audit(query?: {
    readonly before?: number;
    readonly limit?: number;
  }): Promise<Result<ActivityPage>>;
}
