// What somebody leaves here: to take along, or taken away for good. Loaded when it is asked for first.

import { succeed } from '../core/result';
import type { Result } from '../protocol/errors';
import { isEmptyReply } from '../protocol/validate';
import type { Rest } from '../transport/rest';

export interface Belongings {
  /** Address of an archive of what the caller left here; it needs the login cookie. With somebody
   * else's id for owners of the workspace. */
  exportUrl(person?: string): string;
  /** Ends all logins; a moment later nothing that the caller wrote is there. */
  eraseMe(password: string): Promise<Result<null>>;
  /** The same for somebody else; owners of the workspace. */
  erase(person: string): Promise<Result<null>>;
}

export function createBelongings(rest: Rest): Belongings {
  const remove = async (path: string, json: object): Promise<Result<null>> => {
    const answer = await rest.json('DELETE', path, isEmptyReply, { json });
    return answer.ok ? succeed(null) : answer;
  };
  return {
    exportUrl: (person) =>
      rest.url(`${person === undefined ? '/me' : `/people/${encodeURIComponent(person)}`}/export`),
    eraseMe: (password) => remove('/me', { password }),
    erase: (person) => remove(`/people/${encodeURIComponent(person)}`, {}),
  };
}
