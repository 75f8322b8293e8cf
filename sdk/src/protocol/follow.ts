// Wire shapes of following and presenting (spec/follow.md), and their checks.

import type { JsonValue } from './events';
import { isNumber, isSeq, isString, isAnything, listOf, oneOf, shape } from './parse';
import type { Guard } from './parse';

export interface View {
  /** A surface of the room, `chat`, `room`, `files/<kind>` or `summary/<meeting>`. */
  readonly surface: string;
  /** These three are defined by the surface. */
  readonly at?: JsonValue;
  readonly selection?: JsonValue;
  readonly laser?: JsonValue;
}

export interface LeaderView extends View {
  readonly principal: string;
}

export interface Following {
  readonly following: string;
  readonly view?: View;
}

export interface PresentChange {
  readonly seq: number;
  readonly principal: string;
  readonly at: number;
}

export interface FollowEnded {
  readonly principal: string;
  readonly reason: 'gone';
}

const isJson = isAnything as Guard<JsonValue>;
const parts = { at: isJson, selection: isJson, laser: isJson };
const isView = shape<View>({ surface: isString }, parts);
export const isLeaderView = shape<LeaderView>({ surface: isString, principal: isString }, parts);
export const isFollowing = shape<Following>({ following: isString }, { view: isView });
export const isFollowers = shape<{ readonly followers: readonly string[] }>(
  { followers: listOf(isString) },
  {},
);
export const isFollowEnded = shape<FollowEnded>({ principal: isString, reason: oneOf('gone') }, {});
export const isPresentChange = shape<PresentChange>(
  { seq: isSeq, principal: isString, at: isNumber },
  {},
);
