// My picture, and what owners of the workspace see and set of it, over REST. Loaded when it is asked
// for first.

import { succeed } from '../core/result';
import type { Result } from '../protocol/errors';
import type { LinkRole } from '../protocol/events';
import type {
  Groups,
  HealthReport,
  LimitsReport,
  StorageReport,
  WorkspaceLimits,
} from '../protocol/workspace';
import {
  isAdded,
  isDone,
  isGroups,
  isHealthReport,
  isLimitsReport,
  isLogo,
  isPicture,
  isStorageReport,
} from '../protocol/workspace';
import type { Method, Rest } from '../transport/rest';

export interface Workspace {
  /** A square png or webp of at most 256 pixels and 200 KB; answers the path where it is read. */
  setPicture(bytes: BodyInit): Promise<Result<string>>;
  removePicture(): Promise<Result<null>>;

  // For owners of the workspace.
  storage(): Promise<Result<StorageReport>>;
  health(): Promise<Result<HealthReport>>;
  limits(): Promise<Result<LimitsReport>>;
  /** What is not named stays. */
  setLimits(change: Partial<WorkspaceLimits>): Promise<Result<null>>;
  rename(name: string): Promise<Result<null>>;
  /** A png or webp of at most 512 pixels a side and 200 KB; answers the path where it is read. */
  setLogo(bytes: BodyInit): Promise<Result<string>>;
  removeLogo(): Promise<Result<null>>;

  /** For people with an account; owners of the workspace change them. */
  groups(): Promise<Result<Groups>>;
  createGroup(group: {
    readonly id: string;
    readonly name: string;
    readonly members?: readonly string[];
  }): Promise<Result<null>>;
  changeGroup(
    id: string,
    change: { readonly name?: string; readonly members?: readonly string[] },
  ): Promise<Result<null>>;
  removeGroup(id: string): Promise<Result<null>>;
  /** Lets everybody of a group into a room that the caller owns; answers how many. */
  inviteGroup(room: string, group: string, role: LinkRole | 'owner'): Promise<Result<number>>;
}

export function createWorkspace(rest: Rest): Workspace {
  const done = async (method: Method, path: string, json?: unknown): Promise<Result<null>> => {
    const answer = await rest.json(method, path, isDone, { json });
    return answer.ok ? succeed(null) : answer;
  };
  const bytes = (body: BodyInit) => ({ body, type: 'application/octet-stream' });
  const group = (id: string): string => `/groups/${encodeURIComponent(id)}`;
  return {
    setPicture: async (body) => {
      const answer = await rest.json('POST', '/me/picture', isPicture, bytes(body));
      return answer.ok ? succeed(answer.value.picture) : answer;
    },
    removePicture: () => done('DELETE', '/me/picture'),
    storage: () => rest.get('/admin/storage', isStorageReport),
    health: () => rest.get('/admin/health', isHealthReport),
    limits: () => rest.get('/admin/limits', isLimitsReport),
    setLimits: (change) => done('PATCH', '/admin/limits', change),
    rename: (name) => done('PATCH', '/workspace', { name }),
    setLogo: async (body) => {
      const answer = await rest.json('POST', '/workspace/logo', isLogo, bytes(body));
      return answer.ok ? succeed(answer.value.logo) : answer;
    },
    removeLogo: () => done('DELETE', '/workspace/logo'),
    groups: () => rest.get('/groups', isGroups),
    createGroup: (form) => done('POST', '/groups', form),
    changeGroup: (id, change) => done('PATCH', group(id), change),
    removeGroup: (id) => done('DELETE', group(id)),
    inviteGroup: async (room, id, role) => {
      const path = `/rooms/${encodeURIComponent(room)}/groups`;
      const answer = await rest.json('POST', path, isAdded, { json: { group: id, role } });
      return answer.ok ? succeed(answer.value.added) : answer;
    },
  };
}
