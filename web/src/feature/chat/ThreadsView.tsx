// Threads beside a surface: the list of those in this room, or one of the chat's with its own
// composer.
import { Button, Text, UnstyledButton } from '@mantine/core';
import { useCallback, useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Message } from '@atelier/sdk';
import { createSelector } from '@reduxjs/toolkit';
import { nameOf } from '../../kit/personName';
import { plainWords } from '../../kit/plainWords';
import { RelativeTime } from '../../kit/RelativeTime';
import { Empty, Failure, LineSkeleton, Loading } from '../../kit/StateView';
import { openChat, readOlderThreads, readThread } from '../../state/chatActions';
import type { AppError } from '../../state/errors';
import { useAppDispatch, useAppSelector, type RootState } from '../../state/store';
import { lookOf, useMembers } from '../../state/useRoom';
import { Avatar } from '../../ui/Avatar';
import { IconAction } from '../../ui/IconAction';
import { BackIcon, ThreadIcon } from '../../ui/icons';
import { ChatContext } from './chatContext';
import { ChatComposer, useChatScope } from './ChatView';
import classes from './chat.module.css';
import { MessageList } from './MessageList';

const selectRoots = createSelector(
  [(state: RootState, room: string) => state.messages[room]?.messages],
  (messages) =>
    Object.values(messages?.entities ?? {})
      .filter((message): message is Message => (message?.replies ?? 0) > 0)
      .sort((a, b) => b.seq - a.seq),
);

export interface ThreadsViewProps {
  room: string;
  root: number | undefined;
  onOpenThread: (root: number | null) => void;
  /** Threads that are not of the chat stand above those that are. */
  children?: ReactNode;
  /** Their number. */
  others?: number;
}

export function ThreadsView({ root, ...list }: ThreadsViewProps) {
  if (root === undefined) return <ThreadList {...list} />;
  return <Thread key={root} room={list.room} root={root} onOpenThread={list.onOpenThread} />;
}

function ThreadList(props: Omit<ThreadsViewProps, 'root'>) {
  const { room, onOpenThread, children, others = 0 } = props;
  const { t } = useTranslation();
  const dispatch = useAppDispatch();
  const roots = useAppSelector((state) => selectRoots(state, room));
  const joined = useAppSelector((state) => state.rooms.entities[room]?.phase.name === 'joined');
  useEffect(() => {
    if (joined) void dispatch(openChat(room));
  }, [dispatch, room, joined]);
  const chat = useAppSelector((state) => state.messages[room]);
  if (!chat || chat.phase.name === 'empty' || chat.phase.name === 'loading') {
    return (
      <Loading>
        <LineSkeleton lines={5} />
      </Loading>
    );
  }
  if (roots.length === 0 && !chat.hasOlder && others === 0) {
    return (
      <Empty
        icon={ThreadIcon}
        title={t('chat.noThreadsTitle')}
        purpose={t('chat.noThreadsPurpose')}
      />
    );
  }
  return (
    <div className={classes.threadList}>
      {children}
      <ThreadRows room={room} roots={roots} onOpenThread={onOpenThread} />
      {chat.hasOlder ? <EarlierThreads room={room} found={roots.length} /> : null}
    </div>
  );
}

/** The list knows the threads of the messages that were read; this reads on until there is another. */
function EarlierThreads({ room, found }: { room: string; found: number }) {
  const { t } = useTranslation();
  const dispatch = useAppDispatch();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<AppError | null>(null);
  const look = useCallback(async () => {
    setBusy(true);
    setError(await dispatch(readOlderThreads(room)));
    setBusy(false);
  }, [dispatch, room]);
  return (
    <>
      {error ? <Failure error={error} /> : null}
      {found === 0 ? (
        <Text fz="sm" c="dimmed" px="sm">
          {t('chat.noThreadsLately')}
        </Text>
      ) : null}
      <Button m="sm" size="xs" variant="default" loading={busy} onClick={() => void look()}>
        {t('chat.earlierThreads')}
      </Button>
    </>
  );
}

interface ThreadRowsProps extends Pick<ThreadsViewProps, 'room' | 'onOpenThread'> {
  roots: readonly Message[];
}

function ThreadRows({ room, roots, onOpenThread }: ThreadRowsProps) {
  const { t } = useTranslation();
  const members = useMembers(room);
  if (roots.length === 0) return null;
  return (
    <ul className={classes.plainList} aria-label={t('chat.threads')}>
      {roots.map((message) => (
        <li key={message.seq}>
          <UnstyledButton className={classes.threadRow} onClick={() => onOpenThread(message.seq)}>
            <Avatar
              name={nameOf(message.from, t)}
              {...lookOf(members, message.from.id)}
              size={28}
              decorative
            />
            <span className={classes.threadText}>
              <Text component="span" fz="sm" fw={500} className="at-ellipsis" display="block">
                {plainWords(message.text)}
              </Text>
              <Text component="span" fz="xs" c="dimmed" display="block">
                {t('chat.replies', { count: message.replies ?? 0 })}
                {' · '}
                <RelativeTime at={message.at} />
              </Text>
            </span>
          </UnstyledButton>
        </li>
      ))}
    </ul>
  );
}

function Thread({ room, root, onOpenThread }: ThreadsViewProps & { root: number }) {
  const { t } = useTranslation();
  const dispatch = useAppDispatch();
  const joined = useAppSelector((state) => state.rooms.entities[room]?.phase.name === 'joined');
  const ready = useAppSelector((state) => state.messages[room]?.phase.name === 'ready');
  const phase = useAppSelector((state) => state.messages[room]?.threads[root]);
  const { scope, target, onTargetDone, answering, setAnswering } = useChatScope(
    { room, onOpenThread },
    root,
  );
  // Another window of the history takes the replies with it; then they are read again.
  const missing = phase === undefined;
  useEffect(() => {
    if (!joined) return;
    if (!ready) void dispatch(openChat(room));
    else if (missing) void dispatch(readThread(room, root));
  }, [dispatch, room, root, joined, ready, missing]);
  return (
    <ChatContext value={scope}>
      <div className={classes.chat}>
        <div className={classes.threadBar}>
          <IconAction
            small
            label={t('chat.allThreads')}
            icon={BackIcon}
            onClick={() => onOpenThread(null)}
          />
          <Text fz="sm" fw={500} component="h3">
            {t('chat.thread')}
          </Text>
        </div>
        {phase?.name === 'failed' ? (
          <Failure error={phase.error} onRetry={() => void dispatch(readThread(room, root))} />
        ) : phase?.name === 'ready' ? (
          <MessageList target={target} onTargetDone={onTargetDone} />
        ) : (
          <div className={classes.log}>
            <Loading>
              <LineSkeleton lines={4} />
            </Loading>
          </div>
        )}
        <ChatComposer answering={answering} onAnswered={() => setAnswering(null)} />
      </div>
    </ChatContext>
  );
}
