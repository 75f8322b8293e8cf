// Rooms that this client has joined or tried to: name, my role, surfaces, members and ticks of the
// last hour. Rooms of the home page are a REST read.
import type {
  AtelierError,
  GuestHistory,
  Meeting,
  Member,
  RemovedReason,
  Role,
  RoomJoined,
  RoomSettings,
  Surface,
} from '@atelier/sdk';
import {
  createEntityAdapter,
  createSlice,
  type EntityState,
  type PayloadAction,
} from '@reduxjs/toolkit';

export type RoomPhase =
  | { name: 'joining' }
  | { name: 'joined' }
  | { name: 'failed'; error: AtelierError }
  | { name: 'removed'; reason: RemovedReason };

/** One visible act of a person, a tick on the strip. */
export interface Tick {
  at: number;
  person: string;
}

export interface RoomView {
  id: string;
  name: string;
  role: Role;
  archived: boolean;
  /** Who comes by a link waits to be let in. */
  knock: boolean;
  /** What people are told before they come in, and when a meeting starts. */
  consent: string;
  /** Days after which messages go by themselves; 0: never. */
  keepDays: number;
  /** What guests see of the time before they came. */
  guestHistory: GuestHistory;
  /** When I came, if I see nothing of the time before; 0: I see all. */
  historyFrom: number;
  /** The live one. */
  meeting: Meeting | null;
  phase: RoomPhase;
  surfaces: Surface[];
  memberCount: number;
  members: EntityState<Member, string>;
  ticks: Tick[];
  /** How many people were erased while it was open: what others keep of them is read anew. */
  erased: number;
}

export const membersAdapter = createEntityAdapter<Member>({
  sortComparer: (a, b) => a.name.localeCompare(b.name),
});

/** For what is read once a room is joined, and again when somebody was erased; 0 before. */
export const joinedAndErased = (room: RoomView | undefined): number =>
  room?.phase.name === 'joined' ? 1 + room.erased : 0;

const roomsAdapter = createEntityAdapter<RoomView>();

const ticksKept = 400;
const hourMs = 3_600_000;

function blankRoom(id: string): RoomView {
  return {
    id,
    name: '',
    role: 'viewer',
    archived: false,
    knock: false,
    consent: '',
    keepDays: 0,
    guestHistory: 'all',
    historyFrom: 0,
    meeting: null,
    phase: { name: 'joining' },
    surfaces: [],
    memberCount: 0,
    members: membersAdapter.getInitialState(),
    ticks: [],
    erased: 0,
  };
}

type InRoom<T> = PayloadAction<{ room: string } & T>;

export const roomsSlice = createSlice({
  name: 'rooms',
  initialState: roomsAdapter.getInitialState(),
  reducers: {
    joining(state, { payload }: InRoom<object>) {
      const known = state.entities[payload.room];
      if (!known) roomsAdapter.addOne(state, blankRoom(payload.room));
      else if (known.phase.name !== 'joined') known.phase = { name: 'joining' };
    },
    joined(state, { payload }: InRoom<{ info: RoomJoined }>) {
      const room = state.entities[payload.room] ?? blankRoom(payload.room);
      const { info } = payload;
      roomsAdapter.setOne(state, {
        ...room,
        name: info.name,
        role: info.role,
        archived: info.archived ?? false,
        knock: info.knock ?? false,
        consent: info.consent ?? '',
        keepDays: info.keep_days ?? 0,
        guestHistory: info.guest_history ?? 'all',
        historyFrom: info.history_from ?? 0,
        meeting: info.meeting ?? null,
        phase: { name: 'joined' },
        surfaces: [...info.surfaces],
        memberCount: info.member_count,
        members: membersAdapter.setAll(membersAdapter.getInitialState(), info.members),
      });
    },
    joinFailed(state, { payload }: InRoom<{ error: AtelierError }>) {
      const room = state.entities[payload.room];
      if (room) room.phase = { name: 'failed', error: payload.error };
    },
    removed(state, { payload }: InRoom<{ reason: RemovedReason }>) {
      const room = state.entities[payload.room];
      if (room) room.phase = { name: 'removed', reason: payload.reason };
    },
    renamed(state, { payload }: InRoom<{ name: string }>) {
      const room = state.entities[payload.room];
      if (room) room.name = payload.name;
    },
    archived(state, { payload }: InRoom<{ on: boolean }>) {
      const room = state.entities[payload.room];
      if (room) room.archived = payload.on;
    },
    configured(state, { payload }: InRoom<RoomSettings>) {
      const room = state.entities[payload.room];
      if (!room) return;
      room.knock = payload.knock ?? room.knock;
      room.consent = payload.consent ?? room.consent;
      room.keepDays = payload.keep_days ?? room.keepDays;
      room.guestHistory = payload.guest_history ?? room.guestHistory;
    },
    meetingChanged(state, { payload }: InRoom<{ meeting: Meeting | null }>) {
      const room = state.entities[payload.room];
      if (room) room.meeting = payload.meeting;
    },
    membersReset(state, { payload }: InRoom<{ members: Member[]; count: number }>) {
      const room = state.entities[payload.room];
      if (!room) return;
      membersAdapter.setAll(room.members, payload.members);
      room.memberCount = payload.count;
    },
    presenceChanged(
      state,
      { payload }: InRoom<{ changed: Member[]; gone: string[]; count: number }>,
    ) {
      const room = state.entities[payload.room];
      if (!room) return;
      membersAdapter.setMany(room.members, payload.changed);
      membersAdapter.removeMany(room.members, payload.gone);
      room.memberCount = payload.count;
    },
    memberChanged(state, { payload }: InRoom<{ member: Member; me: string | null }>) {
      const room = state.entities[payload.room];
      if (!room) return;
      membersAdapter.setOne(room.members, payload.member);
      if (payload.member.id === payload.me) room.role = payload.member.role;
    },
    memberErased(state, { payload }: InRoom<object>) {
      const room = state.entities[payload.room];
      if (room) room.erased += 1;
    },
    memberGone(state, { payload }: InRoom<{ id: string }>) {
      const room = state.entities[payload.room];
      if (room) membersAdapter.removeOne(room.members, payload.id);
    },
    surfaceAdded(state, { payload }: InRoom<{ surface: Surface }>) {
      const room = state.entities[payload.room];
      if (!room || room.surfaces.some((surface) => surface.id === payload.surface.id)) return;
      room.surfaces.push(payload.surface);
    },
    surfaceRenamed(state, { payload }: InRoom<{ id: string; title: string }>) {
      const room = state.entities[payload.room];
      if (!room) return;
      room.surfaces = room.surfaces.map((surface) =>
        surface.id === payload.id ? { ...surface, title: payload.title } : surface,
      );
    },
    surfacePinned(state, { payload }: InRoom<{ id: string; on: boolean }>) {
      const room = state.entities[payload.room];
      if (!room) return;
      room.surfaces = room.surfaces.map((surface) =>
        surface.id === payload.id ? { ...surface, pinned: payload.on } : surface,
      );
    },
    surfaceRemoved(state, { payload }: InRoom<{ id: string }>) {
      const room = state.entities[payload.room];
      if (room) room.surfaces = room.surfaces.filter((surface) => surface.id !== payload.id);
    },
    ticked(state, { payload }: InRoom<{ ticks: Tick[] }>) {
      const room = state.entities[payload.room];
      if (!room) return;
      const known = new Set(room.ticks.map((tick) => `${tick.at}/${tick.person}`));
      const fresh = payload.ticks.filter((tick) => !known.has(`${tick.at}/${tick.person}`));
      const all = [...room.ticks, ...fresh].sort((a, b) => a.at - b.at);
      const newest = all[all.length - 1]?.at ?? 0;
      room.ticks = all.filter((tick) => tick.at > newest - hourMs).slice(-ticksKept);
    },
    forgotten() {
      return roomsAdapter.getInitialState();
    },
  },
});
