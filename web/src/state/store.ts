// The store of the app: slices fed by SDK events, and RTK Query for REST reads.
import type { Client } from '@atelier/sdk';
import { configureStore } from '@reduxjs/toolkit';
import { useDispatch, useSelector } from 'react-redux';
import { connectionSlice } from './connectionSlice';
import { messagesSlice } from './messagesSlice';
import { rest } from './rest';
import { roomsSlice } from './roomsSlice';
import { savedSlice } from './savedSlice';

export function createStore(client: Client) {
  return configureStore({
    reducer: {
      connection: connectionSlice.reducer,
      rooms: roomsSlice.reducer,
      messages: messagesSlice.reducer,
      saved: savedSlice.reducer,
      [rest.reducerPath]: rest.reducer,
    },
    middleware: (defaults) =>
      defaults({
        thunk: { extraArgument: { client } },
        serializableCheck: false,
        immutableCheck: false,
      }).concat(rest.middleware),
  });
}

export type Store = ReturnType<typeof createStore>;
export type RootState = ReturnType<Store['getState']>;
export type Dispatch = Store['dispatch'];

export const useAppDispatch = useDispatch.withTypes<Dispatch>();
export const useAppSelector = useSelector.withTypes<RootState>();
