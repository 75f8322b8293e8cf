// The live connection as the interface shows it: its state and since when.
import type { ConnectionState, Principal } from '@atelier/sdk';
import { createSlice, type PayloadAction } from '@reduxjs/toolkit';

export interface ConnectionView {
  state: ConnectionState;
  since: number;
  me: Principal | null;
}

const initialState: ConnectionView = { state: { name: 'connecting' }, since: 0, me: null };

export const connectionSlice = createSlice({
  name: 'connection',
  initialState,
  reducers: {
    stateChanged(view, action: PayloadAction<{ state: ConnectionState; at: number }>) {
      view.state = action.payload.state;
      view.since = action.payload.at;
    },
    welcomed(view, action: PayloadAction<Principal>) {
      view.me = action.payload;
    },
    signedOut(view) {
      view.me = null;
    },
  },
});
