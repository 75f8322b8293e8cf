// Following and presenting: whom this client follows, who follows me, who presents, and my view, of
// which the newest goes out at most ten times a second and only while somebody may want it. What a
// view means is the surfaces' business; nobody is moved from here.

import type { CancelTimer } from '../core/clock';
import type { EventSource } from '../core/emitter';
import { Emitter } from '../core/emitter';
import { present } from '../core/fields';
import type { Result } from '../protocol/errors';
import type { Presenting, RoomJoined, Stored } from '../protocol/events';
import type { Following, LeaderView, View } from '../protocol/follow';
import {
  isFollowEnded,
  isFollowers,
  isFollowing,
  isLeaderView,
  isPresentChange,
} from '../protocol/follow';
import { followAgainEveryMs, viewSendEveryMs } from '../protocol/limits';
import { isStored } from '../protocol/validate';
import type { DurableEvent } from '../transport/roomFeed';
import type { FeatureContext } from './context';
import type { FollowNotes } from './followNotes';

export interface FollowEvents {
  /** The view of whom I follow. */
  readonly view: { readonly room: string } & LeaderView;
  /** Undefined: nobody any more; `gone` when it was the leader who left. */
  readonly following: {
    readonly room: string;
    readonly principal: string | undefined;
    readonly gone: boolean;
  };
  readonly followers: { readonly room: string; readonly followers: readonly string[] };
  /** Undefined: nobody. */
  readonly presenting: { readonly room: string; readonly presenting: Presenting | undefined };
}

export interface Follow extends EventSource<FollowEvents> {
  /** Follows until it is stopped or the leader leaves, over reconnects too. */
  start(room: string, principal: string): Promise<Result<Following>>;
  stop(room: string): void;
  following(room: string): string | undefined;
  /** Principal ids of who follows me. */
  followers(room: string): readonly string[];
  /** What I look at now; sent while somebody follows me or I present. */
  setView(room: string, view: View): void;
  presenting(room: string): Presenting | undefined;
  present(room: string): Promise<Result<Stored>>;
  stopPresenting(room: string): Promise<Result<Stored>>;
  handOver(room: string, principal: string): Promise<Result<Stored>>;
}

interface RoomFollow {
  leader: string | undefined;
  followers: readonly string[];
  presenting: Presenting | undefined;
  /** Changes of who presents up to here are known. */
  seq: number;
  view: View | undefined;
  /** `view` is not with the server yet. */
  unsent: boolean;
}

/** `notes`: what the rooms told before this was loaded. */
export function createFollow(context: FeatureContext, notes: FollowNotes): Follow {
  const { connection, nextId } = context;
  const state = new FollowState(context, notes);
  const command = (name: string, room: string, body: object = {}): Promise<Result<Stored>> =>
    connection.request(name, [room, { id: nextId(), ...body }], isStored);
  return {
    on: state.events.on.bind(state.events),
    start: (room, principal) => state.start(room, principal),
    stop: (room) => {
      state.stop(room);
    },
    following: (room) => state.of(room).leader,
    followers: (room) => state.of(room).followers,
    setView: (room, view) => {
      state.setView(room, view);
    },
    presenting: (room) => state.of(room).presenting,
    present: (room) => command('present.start', room),
    stopPresenting: (room) => command('present.stop', room),
    handOver: (room, principal) => command('present.hand_over', room, { principal }),
  };
}

class FollowState {
  readonly events = new Emitter<FollowEvents>();
  private readonly rooms = new Map<string, RoomFollow>();
  private cancelFlush: CancelTimer | undefined;
  private cancelAgain: CancelTimer | undefined;

  constructor(
    private readonly context: FeatureContext,
    notes: FollowNotes,
  ) {
    for (const [room, { info, change, followers }] of notes) {
      this.enter(room, info);
      if (change !== undefined) {
        this.hearPresenting(change);
      }
      if (isFollowers(followers)) {
        this.setFollowers(room, followers.followers);
      }
    }
    this.hearRoom();
    this.hearWire();
  }

  of(room: string): RoomFollow {
    const known = this.rooms.get(room);
    if (known) {
      return known;
    }
    const made: RoomFollow = {
      leader: undefined,
      followers: [],
      presenting: undefined,
      seq: 0,
      view: undefined,
      unsent: false,
    };
    this.rooms.set(room, made);
    return made;
  }

  async start(room: string, principal: string): Promise<Result<Following>> {
    const state = this.of(room);
    const before = state.leader;
    state.leader = principal;
    const answer = await this.ask(room, principal);
    if (state.leader !== principal) {
      return answer;
    }
    if (!answer.ok) {
      state.leader = undefined;
      if (before !== undefined) {
        this.tellLeader(room, false);
      }
      return answer;
    }
    this.askAgainLater();
    this.tellLeader(room, false);
    this.tellView(room, answer.value);
    return answer;
  }

  stop(room: string): void {
    const state = this.of(room);
    if (state.leader === undefined) {
      return;
    }
    state.leader = undefined;
    this.context.connection.emitWire('follow.stop', [room, {}]);
    this.tellLeader(room, false);
  }

  setView(room: string, view: View): void {
    const state = this.of(room);
    state.view = view;
    state.unsent = true;
    this.flushSoon();
  }

  private ask(room: string, principal: string): Promise<Result<Following>> {
    return this.context.connection.request('follow.start', [room, { principal }], isFollowing);
  }

  private hearRoom(): void {
    const { feed } = this.context;
    feed.on('snapshot', ({ room, info }) => {
      this.enter(room, info);
      const { leader } = this.of(room);
      if (leader !== undefined) {
        void this.askAgain(room, leader);
      }
    });
    feed.on('left', ({ room }) => {
      const state = this.rooms.get(room);
      this.rooms.delete(room);
      if (state?.leader !== undefined) {
        this.tellLeader(room, false);
      }
    });
    feed.on('event', (event) => {
      this.hearPresenting(event);
    });
  }

  private enter(room: string, info: RoomJoined): void {
    const state = this.of(room);
    state.seq = info.seq;
    this.setFollowers(room, info.followers ?? []);
    this.setPresenting(room, info.presenting);
    this.sendAnew(state);
  }

  private hearPresenting({ room, name, seq, args: [payload] }: DurableEvent): void {
    // A replayed change may be older than the answer to the join.
    if (!name.startsWith('present.') || !isPresentChange(payload) || seq <= this.of(room).seq) {
      return;
    }
    const { principal, at: since } = payload;
    this.setPresenting(room, name === 'present.stopped' ? undefined : { principal, since });
  }

  private hearWire(): void {
    this.context.connection.wire.on('event', ({ name, args: [room, payload] }) => {
      if (typeof room !== 'string' || !name.startsWith('follow.')) {
        return;
      }
      const { leader } = this.of(room);
      if (name === 'follow.view' && isLeaderView(payload)) {
        if (payload.principal === leader) {
          this.events.emit('view', { room, ...payload });
        }
      } else if (name === 'follow.followers' && isFollowers(payload)) {
        this.setFollowers(room, payload.followers);
      } else if (name === 'follow.ended' && isFollowEnded(payload)) {
        if (payload.principal === leader) {
          this.lose(room);
        }
      }
    });
  }

  private setFollowers(room: string, followers: readonly string[]): void {
    const state = this.of(room);
    if (followers.join() === state.followers.join()) {
      return;
    }
    const alone = state.followers.length === 0;
    state.followers = followers;
    this.events.emit('followers', { room, followers });
    if (alone) {
      this.sendAnew(state);
    }
  }

  private setPresenting(room: string, presenting: Presenting | undefined): void {
    const state = this.of(room);
    if (presenting?.principal === state.presenting?.principal) {
      return;
    }
    state.presenting = presenting;
    this.events.emit('presenting', { room, presenting });
    this.sendAnew(state);
  }

  private tellLeader(room: string, gone: boolean): void {
    const principal = this.rooms.get(room)?.leader;
    this.events.emit('following', { room, principal, gone });
  }

  private tellView(room: string, { following, view }: Following): void {
    if (view !== undefined) {
      this.events.emit('view', { room, principal: following, ...view });
    }
  }

  private lose(room: string): void {
    this.of(room).leader = undefined;
    this.tellLeader(room, true);
  }

  /** The server may have forgotten: a restart, or memory it had to drop. */
  private async askAgain(room: string, leader: string): Promise<void> {
    const answer = await this.ask(room, leader);
    if (this.of(room).leader !== leader) {
      return;
    }
    if (answer.ok) {
      this.tellView(room, answer.value);
    } else if (answer.error.code === 'not_found' || answer.error.code === 'conflict') {
      this.lose(room);
    }
  }

  private askAgainLater(): void {
    this.cancelAgain ??= this.context.clock.after(followAgainEveryMs, () => {
      this.cancelAgain = undefined;
      for (const [room, { leader }] of this.rooms) {
        if (leader !== undefined) {
          void this.ask(room, leader);
          this.askAgainLater();
        }
      }
    });
  }

  private sendAnew(state: RoomFollow): void {
    state.unsent = state.view !== undefined;
    this.flushSoon();
  }

  private isWanted({ followers, presenting }: RoomFollow): boolean {
    const me = this.context.connection.principal?.id;
    return followers.length > 0 || (presenting !== undefined && presenting.principal === me);
  }

  /** The first goes at once, later ones together; without a connection after the next join. */
  private flushSoon(): void {
    if (this.cancelFlush !== undefined || !this.flush()) {
      return;
    }
    this.cancelFlush = this.context.clock.after(viewSendEveryMs, () => {
      this.cancelFlush = undefined;
      this.flushSoon();
    });
  }

  private flush(): boolean {
    let sent = false;
    for (const [room, state] of this.rooms) {
      if (state.unsent && state.view !== undefined && this.isWanted(state)) {
        state.unsent = false;
        sent = true;
        this.context.connection.emitWire('follow.view', [room, present({ ...state.view })]);
      }
    }
    return sent;
  }
}
