// What each source of changes (the chat outbox, every open document) says about its safety. The strip
// shows the worst of a room; the words are fixed by spec (see savedState).
import { createSlice, type PayloadAction } from '@reduxjs/toolkit';

export type SourceState =
  | { kind: 'saved' }
  | { kind: 'saving'; since: number }
  | { kind: 'offline'; changes: number; kept: boolean }
  | { kind: 'reconnecting' }
  | { kind: 'notSaved'; reason: string }
  | { kind: 'readOnly' };

type Sources = Record<string, { room: string; state: SourceState }>;

export const savedSlice = createSlice({
  name: 'saved',
  initialState: {} as Sources,
  reducers: {
    reported(
      sources,
      { payload }: PayloadAction<{ source: string; room: string; state: SourceState }>,
    ) {
      sources[payload.source] = { room: payload.room, state: payload.state };
    },
    withdrawn(sources, { payload }: PayloadAction<string>) {
      return Object.fromEntries(Object.entries(sources).filter(([source]) => source !== payload));
    },
  },
});
