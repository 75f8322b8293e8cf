// What owners see of the server and set for the workspace (spec/rest.md, RST41 to RST45), and its
// checks.

import {
  isAnything,
  isBoolean,
  isNumber,
  isString,
  listOf,
  oneOf,
  shape,
  type Guard,
} from './parse';

export interface RoomStorage {
  /** Direct rooms have neither id nor name. */
  readonly kind: 'room' | 'direct';
  readonly id?: string;
  readonly name?: string;
  readonly bytes: number;
  readonly messages: number;
  readonly documents: number;
  readonly files: number;
  readonly file_bytes: number;
}

export interface StorageReport {
  readonly database_bytes: number;
  readonly search_bytes: number;
  readonly file_bytes: number;
  readonly free_bytes?: number;
  readonly disk_bytes?: number;
  readonly least_free_bytes: number;
  readonly low: boolean;
  /** The largest first. */
  readonly rooms: readonly RoomStorage[];
}

export interface LoggedLine {
  readonly at: number;
  readonly level: 'warning' | 'error';
  readonly event: string;
}

export interface HealthReport {
  readonly version: string;
  readonly uptime_ms: number;
  readonly ready: boolean;
  /** Why it is not ready. */
  readonly reason?: string;
  readonly connections?: number;
  readonly websockets?: number;
  readonly requests?: number;
  readonly commits: {
    readonly count: number;
    readonly mean_us: number;
    readonly max_us: number;
    readonly queued: number;
    readonly failures: number;
  };
  readonly mail: {
    readonly server: boolean;
    readonly waiting: number;
    readonly sent: number;
    readonly failed: number;
  };
  /** Newest first. */
  readonly errors: readonly LoggedLine[];
}

export type Registration = 'closed' | 'invite' | 'open';

export interface WorkspaceLimits {
  readonly registration: Registration;
  readonly guests: boolean;
  readonly upload_mb: number;
  /** 0: no bound. */
  readonly rooms_per_person: number;
}

export interface LimitsReport {
  readonly configured: {
    readonly registration: Registration;
    readonly guests: string;
    readonly upload_mb: number;
    readonly rate_limits: boolean;
    readonly least_free_mb: number;
    readonly mail: boolean;
    readonly tls: boolean;
    readonly embedders: number;
  };
  readonly workspace: WorkspaceLimits;
}

export interface GroupMember {
  readonly id: string;
  readonly name: string;
}

export interface Group {
  readonly id: string;
  readonly name: string;
  readonly members: readonly GroupMember[];
}

export interface Groups {
  readonly groups: readonly Group[];
  /** For owners of the workspace: everybody with an account. */
  readonly people?: readonly GroupMember[];
}

const isRoomStorage = shape<RoomStorage>(
  {
    kind: oneOf('room', 'direct'),
    bytes: isNumber,
    messages: isNumber,
    documents: isNumber,
    files: isNumber,
    file_bytes: isNumber,
  },
  { id: isString, name: isString },
);
export const isStorageReport = shape<StorageReport>(
  {
    database_bytes: isNumber,
    search_bytes: isNumber,
    file_bytes: isNumber,
    least_free_bytes: isNumber,
    low: isBoolean,
    rooms: listOf(isRoomStorage),
  },
  { free_bytes: isNumber, disk_bytes: isNumber },
);
const isLine = shape<LoggedLine>(
  { at: isNumber, level: oneOf('warning', 'error'), event: isString },
  {},
);
export const isHealthReport = shape<HealthReport>(
  {
    version: isString,
    uptime_ms: isNumber,
    ready: isBoolean,
    commits: shape<HealthReport['commits']>(
      {
        count: isNumber,
        mean_us: isNumber,
        max_us: isNumber,
        queued: isNumber,
        failures: isNumber,
      },
      {},
    ),
    mail: shape<HealthReport['mail']>(
      { server: isBoolean, waiting: isNumber, sent: isNumber, failed: isNumber },
      {},
    ),
    errors: listOf(isLine),
  },
  { reason: isString, connections: isNumber, websockets: isNumber, requests: isNumber },
);
const isRegistration = oneOf('closed', 'invite', 'open');
export const isLimitsReport = shape<LimitsReport>(
  {
    configured: shape<LimitsReport['configured']>(
      {
        registration: isRegistration,
        guests: isString,
        upload_mb: isNumber,
        rate_limits: isBoolean,
        least_free_mb: isNumber,
        mail: isBoolean,
        tls: isBoolean,
        embedders: isNumber,
      },
      {},
    ),
    workspace: shape<WorkspaceLimits>(
      {
        registration: isRegistration,
        guests: isBoolean,
        upload_mb: isNumber,
        rooms_per_person: isNumber,
      },
      {},
    ),
  },
  {},
);
const isMember = shape<GroupMember>({ id: isString, name: isString }, {});
const isGroup = shape<Group>({ id: isString, name: isString, members: listOf(isMember) }, {});
export const isGroups = shape<Groups>({ groups: listOf(isGroup) }, { people: listOf(isMember) });
export const isAdded = shape<{ readonly added: number }>({ added: isNumber }, {});
export const isLogo = shape<{ readonly logo: string }>({ logo: isString }, {});
export const isPicture = shape<{ readonly picture: string }>({ picture: isString }, {});
export const isDone = isAnything as Guard<unknown>;
