// Checks of REST answers, one per body of rest.ts.

import type { Guard } from './parse';
import {
  either,
  isAnything,
  isBoolean,
  isNumber,
  isSeq,
  isString,
  listOf,
  oneOf,
  shape,
} from './parse';
import type {
  ActivityEvent,
  ActivityPage,
  IssuedToken,
  SignInWays,
  DoorState,
  LinkJoined,
  LinkPreview,
  LinkWaiting,
  Login,
  Person,
  PresentPerson,
  RoomDetail,
  RoomSummary,
  Session,
  SessionPrincipal,
} from './rest';
import { isActor, isMessage, isNote, isPrincipal, isRole, isSurface } from './validate';

const kind = oneOf('user', 'guest', 'bot');
const named = shape<{ readonly id: string; readonly name: string }>(
  { id: isString, name: isString },
  {},
);

const isSessionPrincipal = shape<SessionPrincipal>(
  { id: isString, name: isString, kind },
  {
    workspace_role: isString,
    email: isString,
    color: isNumber,
    timezone: isString,
    language: isString,
    verified: isBoolean,
    status: isNote,
    picture: isString,
    color_chosen: isBoolean,
  },
);
export const isConfirmed = shape<{ readonly email: string }>({ email: isString }, {});
export const isMailed = shape<{ readonly mailed?: boolean }>({}, { mailed: isBoolean });
export const isSession = shape<Session>(
  {
    csrf: isString,
    workspace: shape<Session['workspace']>({ id: isString, name: isString }, { logo: isString }),
    setup_needed: isBoolean,
    registration: oneOf('closed', 'invite', 'open'),
    guests: isString,
    server_time: isNumber,
    version: isString,
  },
  { principal: isSessionPrincipal, mail: isBoolean, oidc: shape({ name: isString }, {}) },
);
const isLogin = shape<Login>(
  {
    id: isString,
    created_at: isNumber,
    last_seen_at: isNumber,
    device: isString,
    current: isBoolean,
  },
  {},
);
export const isLogins = shape<{ readonly logins: readonly Login[] }>(
  { logins: listOf(isLogin) },
  {},
);
export const isSignInWays = shape<SignInWays>(
  { password: isBoolean },
  { oidc: shape({ name: isString, linked: isBoolean }, {}) },
);
export const isWayOut = shape<{ readonly url: string }>({ url: isString }, {});
export const isIssuedToken = shape<IssuedToken>({ token: isString, expires_at: isNumber }, {});

const isPresentPerson = shape<PresentPerson>(
  { id: isString, name: isString, color: isNumber },
  { picture: isString, note: isNote },
);
const room = {
  id: isString,
  name: isString,
  role: isRole,
  kind: oneOf('room', 'direct'),
  head_seq: isSeq,
  unread: isNumber,
  present: listOf(isPresentPerson),
  archived: isBoolean,
};
const more = {
  mentions: isNumber,
  last_message: isMessage,
  person: isPresentPerson,
  meeting: shape<NonNullable<RoomSummary['meeting']>>(
    { id: isString, title: isString, started_at: isNumber },
    {},
  ),
};
export const isRoomSummary = shape<RoomSummary>(room, more);
export const isRooms = shape<{ readonly rooms: readonly RoomSummary[] }>(
  { rooms: listOf(isRoomSummary) },
  {},
);
export const isRoomDetail = shape<RoomDetail>(
  { ...room, surfaces: listOf(isSurface), member_count: isNumber },
  more,
);
const isActivityEvent = shape<ActivityEvent>(
  { seq: isSeq, kind: isString, at: isNumber, actor: isActor },
  { body: isAnything },
);
export const isActivityPage = shape<ActivityPage>(
  { events: listOf(isActivityEvent), has_more: isBoolean },
  {},
);

export const isDoorState = shape<DoorState>(
  { state: oneOf('in', 'knock', 'waiting', 'refused') },
  { hosts: isBoolean },
);
export const isLinkWaiting = shape<LinkWaiting>(
  { state: oneOf('waiting'), principal: isPrincipal },
  { hosts: isBoolean },
);
export const isLinkPreview = shape<LinkPreview>(
  { room: named, role: isRole, host: shape<{ readonly name: string }>({ name: isString }, {}) },
  {
    expires_at: isNumber,
    signed_in_as: either(isString, isActor),
    door: isDoorState,
    consent: isString,
  },
);
export const isLinkJoined = shape<LinkJoined>(
  { room: either(isString, named), role: isRole, principal: isPrincipal, token: isString },
  {},
);
const isPerson = shape<Person>({ id: isString, name: isString, kind }, {});
export const isPeople = shape<{ readonly people: readonly Person[] }>(
  { people: listOf(isPerson) },
  {},
);
export const isEmptyAnswer = isAnything as Guard<unknown>;
