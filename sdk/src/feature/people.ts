// The people who share a room with me, over REST.

import { succeed } from '../core/result';
import type { Result } from '../protocol/errors';
import type { ActivityPage, Person } from '../protocol/rest';
import { isActivityPage, isPeople } from '../protocol/validateRest';
import type { ActivityQuery } from './rooms';
import type { Rest } from '../transport/rest';

export interface People {
  list(): Promise<Result<readonly Person[]>>;
  /** Events of the workspace, newest first; for its owners. */
  audit(query?: ActivityQuery): Promise<Result<ActivityPage>>;
  /** Address of the same as a table, whole; it needs the login cookie. */
  auditUrl(query?: ActivityQuery): string;
}

export function createPeople(rest: Rest): People {
  return {
    list: async () => {
      const answer = await rest.get('/people', isPeople);
      return answer.ok ? succeed(answer.value.people) : answer;
    },
    audit: (query = {}) => rest.get('/audit', isActivityPage, { ...query }),
    auditUrl: (query = {}) => rest.url('/audit.csv', { ...query }),
  };
}
