import type { HistoryPage, Message } from '@atelier/sdk';
import { expect, test } from 'vitest';
import { messagesAdapter, messagesSlice } from './messagesSlice';

const { erased, pageLoaded } = messagesSlice.actions;

const said = (seq: number, id: string, name: string): Message => ({
  id: `m${seq}`,
  seq,
  from: { id, name, kind: 'user' },
  at: seq,
  text: `words of ${name}`,
  attachments: [{ file: 'f', name: 'plan.pdf', type: 'application/pdf', size: 1 }],
});

test('[SAF4] what an erased person wrote goes at once, and what others wrote stays', () => {
  const messages = [said(1, 'u-ana', 'Ana'), said(2, 'u-li', 'Li')];
  const page: HistoryPage = { messages, has_more: false };
  let state = messagesSlice.reducer({}, pageLoaded({ room: 'plan', part: 'newest', page }));
  state = messagesSlice.reducer(state, erased({ room: 'plan', id: 'u-li' }));
  const { selectAll } = messagesAdapter.getSelectors();
  const [kept, gone] = state['plan'] ? selectAll(state['plan'].messages) : [];
  expect(kept).toEqual(messages[0]);
  expect(gone).toMatchObject({ from: { id: 'u-li', name: '' }, text: '', deleted: true });
  expect(JSON.stringify(gone)).not.toMatch(/Li"|plan\.pdf/);
});
