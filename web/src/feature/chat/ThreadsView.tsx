// Threads beside a surface: the list of those in this room, or one of them with its own composer.
import { Text, UnstyledButton } from '@mantine/core';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { Message } from '@atelier/sdk';
import { createSelector } from '@reduxjs/toolkit';
import { RelativeTime } from '../../kit/RelativeTime';
import { Empty, Failure, LineSkeleton, Loading } from '../../kit/StateView';
import { openChat, readThread } from '../../state/chatActions';
import { useAppDispatch, useAppSelector, type RootState } from '../../state/store';
import { colorOf, useMembers } from '../../state/useRoom';
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
}

export function ThreadsView({ room, root, onOpenThread }: ThreadsViewProps) {
  if (root === undefined) return <ThreadList room={room} onOpenThread={onOpenThread} />;
  return <Thread key={root} room={room} root={root} onOpenThread={onOpenThread} />;
}

function ThreadList({ room, onOpenThread }: Omit<ThreadsViewProps, 'root'>) {
  const { t } = useTranslation();
  const dispatch = useAppDispatch();
  const roots = useAppSelector((state) => selectRoots(state, room));
  const members = useMembers(room);
  const joined = useAppSelector((state) => state.rooms.entities[room]?.phase.name === 'joined');
  useEffect(() => {
    if (joined) void dispatch(openChat(room));
  }, [dispatch, room, joined]);
  if (roots.length === 0) {
    return (
      <Empty
        icon={ThreadIcon}
        title={t('chat.noThreadsTitle')}
        purpose={t('chat.noThreadsPurpose')}
      />
    );
  }
  return (
    <ul className={classes.threadList} aria-label={t('chat.threads')}>
      {roots.map((message) => (
        <li key={message.seq}>
          <UnstyledButton className={classes.threadRow} onClick={() => onOpenThread(message.seq)}>
            <Avatar
              name={message.from.name}
              color={colorOf(members, message.from.id)}
              size={28}
              decorative
            />
            <span className={classes.threadText}>
              <Text component="span" fz="sm" fw={500} className="at-ellipsis" display="block">
                {message.text}
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
  const { scope, target, answering, setAnswering } = useChatScope({ room, onOpenThread }, root);
  useEffect(() => {
    if (!joined) return;
    if (!ready) void dispatch(openChat(room));
    else void dispatch(readThread(room, root));
  }, [dispatch, room, root, joined, ready]);
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
          <MessageList target={target} />
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
