// The messages of a room or thread as a virtual log. Others' messages never move what I read: they
// follow only at the newest message and while I am not pointing at something.
import { useCallback, useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Virtuoso, type VirtuosoHandle } from 'react-virtuoso';
import { readNewer, readNewest, readOlder } from '../../state/chatActions';
import type { ChatRow } from '../../state/chatRows';
import { useAppDispatch } from '../../state/store';
import { useChat, type JumpTarget } from './chatContext';
import classes from './chat.module.css';
import { BeginningRow, DayRow, UnreadRow } from './rows';
import { MessageRow } from './MessageRow';
import { NewPill, UnreadJump } from './pills';
import { rowIndexOf, useMessageWindow, type MessageWindow } from './useMessageWindow';
import { useReading } from './useReading';

const pointingForMs = 2_000;
const markedForMs = 2_400;

export interface MessageListProps {
  target: JumpTarget | null;
  /** The message was shown, or the reader went elsewhere. */
  onTargetDone: () => void;
}

function startIndex(view: MessageWindow, target: JumpTarget | null) {
  const place = target
    ? rowIndexOf(view.rows, target.seq)
    : view.rows.findIndex((row) => row.type === 'unread');
  if (place < 0) return { index: 'LAST' as const, align: 'end' as const };
  return { index: place, align: 'center' as const };
}

/** Arrows walk the messages; the list itself is one tab stop. */
function walk(event: KeyboardEvent<HTMLElement>) {
  if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
  const target = event.target as HTMLElement;
  if (target.closest('textarea, input, [role="menu"]')) return;
  const all = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-message]')];
  const here = all.findIndex((row) => row.contains(target));
  const next = here < 0 ? all.length - 1 : here + (event.key === 'ArrowUp' ? -1 : 1);
  const row = all[next];
  if (!row) return;
  event.preventDefault();
  row.focus();
}

export function MessageList({ target, onTargetDone }: MessageListProps) {
  const { t } = useTranslation();
  const scope = useChat();
  const dispatch = useAppDispatch();
  const view = useMessageWindow(scope);
  const { chat, rows, firstIndex } = view;
  const list = useRef<VirtuosoHandle>(null);
  const pointedAt = useRef(0);
  const [top, setTop] = useState(0);
  const reading = useReading(scope.room, chat, scope.me);
  const starts = useState(() => startIndex(view, target))[0];
  const touchedRef = useRef(starts.index !== 'LAST');
  const aim = useTarget({ target, onTargetDone, rows, list, touchedRef });
  const bottom = useBottom({ list, reading, touchedRef, aim, onTouch: onTargetDone });
  const follow = useFollow(pointedAt);
  const toNewest = () => {
    onTargetDone();
    if (chat.hasNewer) void dispatch(readNewest(scope.room));
    else list.current?.scrollToIndex({ index: 'LAST', align: 'end' });
  };
  const main = scope.root === undefined;
  const line = rows.findIndex((row) => row.type === 'unread');
  return (
    <div
      className={classes.log}
      role="log"
      aria-label={t(main ? 'chat.log' : 'chat.threadLog')}
      aria-live={reading.detached ? 'off' : 'polite'}
      {...bottom.touch}
      onKeyDown={walk}
      onPointerMove={() => (pointedAt.current = Date.now())}
    >
      {main && line >= 0 && line < top - firstIndex ? (
        <UnreadJump onJump={() => list.current?.scrollToIndex({ index: line, align: 'center' })} />
      ) : null}
      <Virtuoso
        key={`${scope.room}/${chat.generation}`}
        ref={list}
        data={rows}
        className={classes.scroller ?? ''}
        firstItemIndex={firstIndex}
        initialTopMostItemIndex={startIndex(view, target)}
        alignToBottom
        atBottomThreshold={48}
        increaseViewportBy={{ top: 600, bottom: 300 }}
        computeItemKey={(_index, row) => row.key}
        followOutput={follow}
        {...bottom.follow}
        components={listParts}
        startReached={() => void (main && dispatch(readOlder(scope.room)))}
        endReached={() => void (main && dispatch(readNewer(scope.room)))}
        rangeChanged={(range) => setTop(range.startIndex)}
        itemContent={(_index, row) => <Row row={row} view={view} marked={target?.seq ?? null} />}
      />
      {main ? (
        <NewPill waiting={reading.waiting} shown={reading.detached} onJump={toNewest} />
      ) : null}
    </div>
  );
}

interface BottomOptions {
  list: React.RefObject<VirtuosoHandle | null>;
  reading: { detached: boolean; setAtBottom: (at: boolean) => void };
  touchedRef: React.RefObject<boolean>;
  aim: () => boolean;
  onTouch: () => void;
}

/**
 * Until somebody scrolls, the list stays at its end while rows grow (fonts, Markdown, images); from then
 * on it moves by itself only as long as the end is in view.
 */
function useBottom({ list, reading, touchedRef, aim, onTouch }: BottomOptions) {
  const toEnd = () => list.current?.scrollToIndex({ index: 'LAST', align: 'end' });
  const touch = () => {
    touchedRef.current = true;
    onTouch();
  };
  const follow = {
    atBottomStateChange: (at: boolean) => {
      if (at || touchedRef.current) reading.setAtBottom(at);
      else toEnd();
    },
    totalListHeightChanged: () => {
      if (!aim() && (!reading.detached || !touchedRef.current)) toEnd();
    },
  };
  const touches = {
    onWheel: touch,
    onTouchMove: touch,
    onPointerDown: touch,
    onKeyDownCapture: touch,
  };
  return { follow, touch: touches };
}

/** New rows are followed at the newest message, but not under a moving pointer. */
function useFollow(pointedAt: React.RefObject<number>) {
  return useCallback(
    (atBottom: boolean) =>
      atBottom && Date.now() - pointedAt.current > pointingForMs ? ('auto' as const) : false,
    [pointedAt],
  );
}

interface TargetOptions extends MessageListProps {
  rows: readonly ChatRow[];
  list: React.RefObject<VirtuosoHandle | null>;
  touchedRef: React.RefObject<boolean>;
}

/**
 * Scrolls to the asked message and lets its mark go after a moment. The answer does it again, for rows
 * that grow meanwhile; it tells whether there was a message to go to.
 */
function useTarget({ target, onTargetDone, rows, list, touchedRef }: TargetOptions): () => boolean {
  const latest = useRef(rows);
  useEffect(() => {
    latest.current = rows;
  }, [rows]);
  const aim = useCallback(() => {
    if (!target) return false;
    const index = target.reading ? -1 : rowIndexOf(latest.current, target.seq);
    if (index >= 0) list.current?.scrollToIndex({ index, align: 'center' });
    return true;
  }, [target, list]);
  useEffect(() => {
    if (!aim()) return;
    // Whoever asks for a message no longer wants the end.
    touchedRef.current = true;
    const timer = target?.reading ? undefined : setTimeout(onTargetDone, markedForMs);
    return () => clearTimeout(timer);
  }, [target, aim, onTargetDone, touchedRef]);
  return aim;
}

const noReaders: never[] = [];
const listParts = { Header: BeginningRow, Footer: () => <div className={classes.listEnd} /> };

function Row({ row, view, marked }: { row: ChatRow; view: MessageWindow; marked: number | null }) {
  switch (row.type) {
    case 'day':
      return <DayRow at={row.at} />;
    case 'unread':
      return <UnreadRow />;
    case 'message':
      return (
        <MessageRow
          shown={row.shown}
          grouped={row.grouped}
          marked={marked !== null && marked === row.shown.seq}
          readers={(row.shown.seq !== undefined && view.readers.get(row.shown.seq)) || noReaders}
        />
      );
  }
}
