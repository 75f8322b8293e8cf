// The window of messages as a virtual list needs it: rows, a first index that stays true while older
// rows are put in front, the place to start at, and readers per message.
import { useMemo, useState } from 'react';
import { chatRows, type ChatRow } from '../../state/chatRows';
import { blankMessages, type RoomMessages } from '../../state/messagesSlice';
import { useAppSelector } from '../../state/store';
import { colorOf } from '../../state/useRoom';
import type { ChatScope } from './chatContext';
import type { Reader } from './ReceiptRow';

const baseIndex = 1_000_000;
const blank = blankMessages();

export interface MessageWindow {
  chat: RoomMessages;
  rows: readonly ChatRow[];
  firstIndex: number;
  readers: ReadonlyMap<number, readonly Reader[]>;
}

function seqOf(row: ChatRow): number | undefined {
  return row.type === 'message' ? row.shown.seq : undefined;
}

export function rowIndexOf(rows: readonly ChatRow[], seq: number): number {
  return rows.findIndex((row) => (seqOf(row) ?? -1) >= seq);
}

/** Each reader stands at the newest shown message that their mark has reached. */
export function readersBySeq(
  rows: readonly ChatRow[],
  receipts: Readonly<Record<string, number>>,
  scope: Pick<ChatScope, 'me' | 'members'>,
): Map<number, Reader[]> {
  const seqs = rows.flatMap((row) => seqOf(row) ?? []);
  const found = new Map<number, Reader[]>();
  for (const { id, name } of scope.members) {
    const mark = receipts[id];
    if (mark === undefined || id === scope.me?.id) continue;
    const at = seqs.findLast((seq) => seq <= mark);
    if (at === undefined) continue;
    found.set(at, [...(found.get(at) ?? []), { id, name, color: colorOf(scope.members, id) }]);
  }
  return found;
}

export function useMessageWindow(scope: ChatScope): MessageWindow {
  const { room, me, root, members } = scope;
  const chat = useAppSelector((state) => state.messages[room] ?? blank);
  const rows = useMemo(() => {
    const lineAfter = root === undefined ? chat.lineAfter : null;
    return chatRows(chat, { me, lineAfter, ...(root === undefined ? {} : { root }) });
  }, [chat, me, root]);
  const readers = useMemo(
    () => readersBySeq(rows, root === undefined ? chat.receipts : {}, { me, members }),
    [rows, chat.receipts, root, me, members],
  );
  const firstIndex = useFirstIndex(chat, rows);
  return { chat, rows, firstIndex, readers };
}

/** Counts the rows in front of the message that was first when the window was made. */
function useFirstIndex(chat: RoomMessages, rows: readonly ChatRow[]): number {
  const firstSeq = rows.map(seqOf).find((seq) => seq !== undefined);
  const [anchor, setAnchor] = useState({ generation: chat.generation, seq: firstSeq });
  const outdated = anchor.generation !== chat.generation || anchor.seq === undefined;
  if (outdated && firstSeq !== undefined) {
    setAnchor({ generation: chat.generation, seq: firstSeq });
  }
  const seq = outdated ? firstSeq : anchor.seq;
  const place = seq === undefined ? 0 : Math.max(0, rowIndexOf(rows, seq));
  return baseIndex - place;
}
