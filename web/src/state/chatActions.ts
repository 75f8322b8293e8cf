// What the chat can do, as thunks: reading pages of history and changing messages. Reactions and pins
// show at once and are taken back when the server refuses.
import type { Client, HistoryQuery, Result } from '@atelier/sdk';
import type { AppError } from './errors';
import {
  messagesAdapter,
  messagesSlice,
  type HistoryPart,
  type RoomMessages,
} from './messagesSlice';
import { roomsSlice } from './roomsSlice';
import type { Dispatch, RootState } from './store';

type Extra = { client: Client };
type Thunk<T> = (dispatch: Dispatch, getState: () => RootState, extra: Extra) => T;

const actions = messagesSlice.actions;
const pageSize = 50;

interface Page {
  part: HistoryPart;
  query: HistoryQuery;
}

function readPage(room: string, { part, query }: Page): Thunk<Promise<AppError | null>> {
  return async (dispatch, _getState, { client }) => {
    const root = query.threadRoot;
    const place = root === undefined ? { room } : { room, root };
    dispatch(actions.loading(place));
    const result = await client.chat.history(room, { limit: pageSize, ...query });
    if (!result.ok) {
      dispatch(actions.loadFailed({ ...place, error: result.error }));
      return result.error;
    }
    dispatch(actions.pageLoaded({ ...place, part, page: result.value }));
    const ticks = result.value.messages.map((m) => ({ at: m.at, person: m.from.id }));
    const recent = ticks.filter((tick) => tick.at > client.connection.serverNow() - 3_600_000);
    dispatch(roomsSlice.actions.ticked({ room, ticks: recent }));
    return null;
  };
}

export const readNewest = (room: string) => readPage(room, { part: 'newest', query: {} });

export const readAround = (room: string, seq: number) =>
  readPage(room, { part: 'around', query: { around: seq } });

export const readThread = (room: string, root: number) =>
  readPage(room, { part: 'thread', query: { threadRoot: root, limit: 200 } });

export function readOlder(room: string): Thunk<Promise<AppError | null>> {
  return async (dispatch, getState) => {
    const chat = getState().messages[room];
    const first = chat ? (chat.messages.ids[0] as number | undefined) : undefined;
    if (!chat?.hasOlder || first === undefined) return null;
    return dispatch(readPage(room, { part: 'older', query: { before: first } }));
  };
}

export function readNewer(room: string): Thunk<Promise<AppError | null>> {
  return async (dispatch, getState) => {
    const chat = getState().messages[room];
    const ids = chat?.messages.ids as number[] | undefined;
    const last = ids?.[ids.length - 1];
    if (!chat?.hasNewer || last === undefined) return null;
    return dispatch(readPage(room, { part: 'newer', query: { after: last } }));
  };
}

function countThreads(chat: RoomMessages | undefined): number {
  const all = Object.values(chat?.messages.entities ?? {});
  return all.filter((message) => (message?.replies ?? 0) > 0).length;
}

/** Reads back until another thread is found or the room begins. */
export function readOlderThreads(room: string): Thunk<Promise<AppError | null>> {
  return async (dispatch, getState) => {
    const chat = () => getState().messages[room];
    const before = countThreads(chat());
    for (;;) {
      const first = chat()?.messages.ids[0];
      const error = await dispatch(readOlder(room));
      if (error) return error;
      const stuck = chat()?.messages.ids[0] === first;
      if (stuck || !chat()?.hasOlder || countThreads(chat()) > before) return null;
    }
  };
}

/** At the first opening of a room; later openings find the window as it was left. */
export function openChat(room: string): Thunk<Promise<void>> {
  return async (dispatch, getState, { client }) => {
    if (getState().messages[room]?.phase.name === 'ready') return;
    await dispatch(readNewest(room));
    const receipts = await client.chat.receipts(room);
    if (receipts.ok) dispatch(actions.receiptsLoaded({ room, receipts: { ...receipts.value } }));
  };
}

export function react(
  room: string,
  target: number,
  emoji: string,
): Thunk<Promise<AppError | null>> {
  return async (dispatch, getState, { client }) => {
    const me = getState().connection.me;
    const chat = getState().messages[room];
    if (!me || !chat) return null;
    const message = messagesAdapter.getSelectors().selectById(chat.messages, target);
    const on = !(message?.reactions?.[emoji] ?? []).includes(me.id);
    dispatch(actions.reacted({ room, target, emoji, on, from: me }));
    const result = await client.chat.react(room, target, emoji, on);
    if (!result.ok) dispatch(actions.reacted({ room, target, emoji, on: !on, from: me }));
    return failure(result);
  };
}

export function pin(room: string, target: number, on: boolean): Thunk<Promise<AppError | null>> {
  return async (dispatch, _getState, { client }) => {
    dispatch(actions.pinned({ room, target, on }));
    const result = await client.chat.pin(room, target, on);
    if (!result.ok) dispatch(actions.pinned({ room, target, on: !on }));
    return failure(result);
  };
}

export function editMessage(
  room: string,
  target: number,
  text: string,
): Thunk<Promise<AppError | null>> {
  return async (_dispatch, _getState, { client }) =>
    failure(await client.chat.edit(room, target, text));
}

export function markRead(room: string, seq: number): Thunk<void> {
  return (dispatch, getState, { client }) => {
    if (seq <= (getState().messages[room]?.readSeq ?? 0)) return;
    client.chat.markRead(room, seq);
    dispatch(actions.markedRead({ room, seq }));
  };
}

function failure(result: Result<unknown>): AppError | null {
  return result.ok ? null : result.error;
}
