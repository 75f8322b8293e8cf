// My picture, and what owners of the workspace see and set of it, over REST. Loaded when it is asked
// for first.

import { succeed } from '../core/result';
import type { Result } from '../protocol/errors';
import { isString, shape } from '../protocol/parse';
import { isEmptyReply } from '../protocol/validate';
import type { Rest } from '../transport/rest';

export interface Workspace {
  /** A square png or webp of at most 256 pixels and 200 KB; answers the path where it is read. */
  setPicture(bytes: BodyInit): Promise<Result<string>>;
  removePicture(): Promise<Result<null>>;
}

const isPicture = shape<{ readonly picture: string }>({ picture: isString }, {});

export function createWorkspace(rest: Rest): Workspace {
  return {
    setPicture: async (body) => {
      const request = { body, type: 'application/octet-stream' };
      const answer = await rest.json('POST', '/me/picture', isPicture, request);
      return answer.ok ? succeed(answer.value.picture) : answer;
    },
    removePicture: async () => {
      const answer = await rest.json('DELETE', '/me/picture', isEmptyReply);
      return answer.ok ? succeed(null) : answer;
    },
  };
}
