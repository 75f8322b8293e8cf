// The one place where SDK events become actions. Nothing here decides how anything looks.
import type { Client, Message } from '@atelier/sdk';
import { connectionSlice } from './connectionSlice';
import { messagesSlice } from './messagesSlice';
import { rest } from './rest';
import { roomsSlice } from './roomsSlice';
import type { Store } from './store';

export function bindClient(client: Client, store: Store): () => void {
  const stops = [
    ...bindConnection(client, store),
    ...bindRooms(client, store),
    ...bindChat(client, store),
    ...bindSurfaces(client, store),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}

function bindConnection(client: Client, { dispatch }: Store) {
  const { stateChanged, welcomed } = connectionSlice.actions;
  return [
    client.connection.on('state', (state) => dispatch(stateChanged({ state, at: Date.now() }))),
    client.connection.on('welcome', ({ principal }) => dispatch(welcomed(principal))),
  ];
}

function bindRooms(client: Client, store: Store) {
  const { dispatch } = store;
  const rooms = roomsSlice.actions;
  const me = () => store.getState().connection.me?.id ?? null;
  return [
    client.rooms.on('joined', ({ room, rejoined, info }) => {
      dispatch(rooms.joined({ room, info }));
      const { read_seq: readSeq, unread } = info;
      dispatch(messagesSlice.actions.opened({ room, readSeq, unread, rejoined }));
    }),
    client.rooms.on('renamed', ({ room, name }) => {
      dispatch(rooms.renamed({ room, name }));
      dispatch(rest.util.invalidateTags(['Rooms']));
    }),
    client.rooms.on('archived', ({ room, on }) => {
      dispatch(rooms.archived({ room, on }));
      dispatch(rest.util.invalidateTags(['Rooms']));
    }),
    client.rooms.on('configured', (event) => dispatch(rooms.configured(event))),
    client.meetings.on('started', ({ room, meeting }) =>
      dispatch(rooms.meetingChanged({ room, meeting })),
    ),
    client.meetings.on('ended', ({ room }) =>
      dispatch(rooms.meetingChanged({ room, meeting: null })),
    ),
    client.rooms.on('member', (event) => {
      const { room, member } = event;
      // Whoever has no name any more was erased, and with them what they wrote (SAF4).
      if (event.change === 'removed' && member.name === '') {
        dispatch(rooms.memberErased({ room }));
        dispatch(messagesSlice.actions.erased({ room, id: member.id }));
        dispatch(rest.util.invalidateTags(['Rooms']));
      }
      // Somebody who was let in again is a member only from their next join on.
      if (event.change !== 'role') dispatch(rooms.memberGone({ room, id: member.id }));
      else dispatch(rooms.memberChanged({ room, member: event.member, me: me() }));
    }),
    client.rooms.on('removed', ({ room, reason }) => {
      dispatch(rooms.removed({ room, reason }));
      dispatch(rest.util.invalidateTags(['Rooms']));
    }),
    client.rooms.on('listChanged', () => dispatch(rest.util.invalidateTags(['Rooms']))),
    client.rooms.on('lost', ({ room, error }) => dispatch(rooms.joinFailed({ room, error }))),
    client.presence.on('reset', ({ room, members, count }) =>
      dispatch(rooms.membersReset({ room, members: [...members.values()], count })),
    ),
    client.presence.on('changed', ({ room, changed, gone, count }) =>
      dispatch(rooms.presenceChanged({ room, changed: [...changed], gone: [...gone], count })),
    ),
  ];
}

function bindChat(client: Client, { dispatch }: Store) {
  const chat = messagesSlice.actions;
  const tick = (room: string, person: string, at: number) =>
    dispatch(roomsSlice.actions.ticked({ room, ticks: [{ person, at }] }));
  return [
    client.chat.on('message', ({ room, message }) => {
      dispatch(chat.messageConfirmed({ room, message }));
      tick(room, message.from.id, message.at);
    }),
    client.chat.on('edited', (event) => {
      dispatch(chat.edited(event));
      tick(event.room, event.from.id, event.edited_at);
    }),
    client.chat.on('deleted', (event) => dispatch(chat.deleted(event))),
    client.chat.on('restored', ({ room, message }) => {
      void restored(client, room, message).then((whole) =>
        dispatch(chat.restored({ room, message: whole })),
      );
    }),
    client.chat.on('reaction', (event) => dispatch(chat.reacted(event))),
    client.chat.on('pinned', (event) => dispatch(chat.pinned(event))),
    client.chat.on('receipt', (event) => dispatch(chat.receiptMoved(event))),
    client.chat.on('typing', ({ room, people }) =>
      dispatch(chat.typingChanged({ room, people: [...people] })),
    ),
    client.chat.on('outbox', ({ room, entries }) =>
      dispatch(chat.outboxChanged({ room, entries: [...entries] })),
    ),
    client.chat.on('mention', () => dispatch(rest.util.invalidateTags(['Rooms']))),
    client.links.on('changed', () => dispatch(rest.util.invalidateTags(['Links']))),
  ];
}

/** With its reactions, which are not part of the event. */
async function restored(client: Client, room: string, message: Message): Promise<Message> {
  const page = await client.chat.history(room, { after: message.seq - 1, limit: 1 });
  const found = page.ok ? page.value.messages[0] : undefined;
  return found?.seq === message.seq ? found : message;
}

function bindSurfaces(client: Client, { dispatch }: Store) {
  const rooms = roomsSlice.actions;
  return [
    client.surfaces.on('created', ({ room, surface }) =>
      dispatch(rooms.surfaceAdded({ room, surface })),
    ),
    client.surfaces.on('renamed', ({ room, id, title }) =>
      dispatch(rooms.surfaceRenamed({ room, id, title })),
    ),
    client.surfaces.on('pinned', ({ room, id, on }) =>
      dispatch(rooms.surfacePinned({ room, id, on })),
    ),
    client.surfaces.on('removed', ({ room, id }) => dispatch(rooms.surfaceRemoved({ room, id }))),
  ];
}
