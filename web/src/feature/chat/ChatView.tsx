// The chat of a room: log, who is writing, composer. It is the same in the side panel, on the stage
// and in a sheet on the phone.
import { Group, Text } from '@mantine/core';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { nameOf } from '../../kit/personName';
import { Composer, type ComposerProps } from '../../kit/composer/Composer';
import { Empty, Failure, LineSkeleton, Loading } from '../../kit/StateView';
import { openChat, readAround, readNewest } from '../../state/chatActions';
import type { ShownMessage } from '../../state/chatRows';
import { useClient } from '../../state/client';
import { useAppDispatch, useAppSelector } from '../../state/store';
import { roleAllows, useArchived, useMembers, useMyRole } from '../../state/useRoom';
import { IconAction } from '../../ui/IconAction';
import { ChatIcon, CloseIcon } from '../../ui/icons';
import { ChatContext, useChat, type ChatScope, type JumpTarget } from './chatContext';
import classes from './chat.module.css';
import { MessageList, type MessageListProps } from './MessageList';
import { BeginningRow } from './rows';
import { TypingLine } from './TypingLine';

export interface ChatViewProps {
  room: string;
  /** A message to show, from `at=` of the address. */
  at?: number | undefined;
  onOpenThread: (root: number) => void;
}

export function useChatScope(props: ChatViewProps, root?: number) {
  const { room, onOpenThread } = props;
  const dispatch = useAppDispatch();
  const me = useAppSelector((state) => state.connection.me);
  const members = useMembers(room);
  const role = useMyRole(room);
  const entities = useAppSelector((state) => state.messages[room]?.messages.entities);
  const [editing, setEditing] = useState<number | null>(null);
  const [answering, setAnswering] = useState<ShownMessage | null>(null);
  const [target, setTarget] = useState<JumpTarget | null>(null);
  const onTargetDone = useCallback(() => setTarget(null), []);
  const scope = useMemo<ChatScope>(
    () => ({
      room,
      me,
      role,
      members,
      root,
      editing,
      jump: (seq) => {
        const there = entities?.[seq] !== undefined;
        setTarget({ seq, reading: !there });
        if (there) return;
        const arrived = () =>
          setTarget((now) => (now?.seq === seq ? { seq, reading: false } : now));
        void dispatch(readAround(room, seq)).then(arrived);
      },
      openThread: onOpenThread,
      reply: setAnswering,
      edit: setEditing,
    }),
    [room, me, role, members, root, editing, entities, dispatch, onOpenThread],
  );
  return { scope, target, onTargetDone, answering, setAnswering };
}

export function ChatView(props: ChatViewProps) {
  const { room, at } = props;
  const dispatch = useAppDispatch();
  const joined = useAppSelector((state) => state.rooms.entities[room]?.phase.name === 'joined');
  const { scope, target, onTargetDone, answering, setAnswering } = useChatScope(props);
  const { jump } = scope;
  useEffect(() => {
    if (joined) void dispatch(openChat(room));
  }, [joined, dispatch, room]);
  const ready = useAppSelector((state) => state.messages[room]?.phase.name === 'ready');
  useEffect(() => {
    if (ready && at !== undefined) jump(at);
    // Only a new address asks for a jump; a new page of history does not.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [ready, at]);
  return (
    <ChatContext value={scope}>
      <div className={classes.chat}>
        <ChatBody target={target} onTargetDone={onTargetDone} />
        <TypingLine />
        <ChatComposer answering={answering} onAnswered={() => setAnswering(null)} />
      </div>
    </ChatContext>
  );
}

function ChatBody(target: MessageListProps) {
  const { t } = useTranslation();
  const dispatch = useAppDispatch();
  const { room } = useChat();
  const phase = useAppSelector((state) => state.messages[room]?.phase);
  const empty = useAppSelector((state) => {
    const chat = state.messages[room];
    return chat ? chat.messages.ids.length === 0 && chat.outbox.length === 0 : true;
  });
  if (phase?.name === 'failed') {
    return (
      <div className={classes.log}>
        <Failure error={phase.error} onRetry={() => void dispatch(readNewest(room))} />
      </div>
    );
  }
  if (phase?.name !== 'ready') {
    return (
      <div className={classes.log}>
        <Loading>
          <LineSkeleton lines={9} />
        </Loading>
      </div>
    );
  }
  if (empty) {
    return (
      <div className={classes.emptyLog}>
        <Empty icon={ChatIcon} title={t('chat.emptyTitle')} purpose={t('chat.emptyPurpose')} />
        <BeginningRow />
      </div>
    );
  }
  return <MessageList {...target} />;
}

export interface ChatComposerProps {
  answering: ShownMessage | null;
  onAnswered: () => void;
}

export function ChatComposer({ answering, onAnswered }: ChatComposerProps) {
  const { t } = useTranslation();
  const client = useClient();
  const { room, root, role, members, me, edit } = useChat();
  const name = useAppSelector((state) => state.rooms.entities[room]?.name ?? '');
  const chat = useAppSelector((state) => state.messages[room]);
  const everybody = { id: 'room', name: 'room' };
  const people = [...members.filter((person) => person.id !== me?.id), everybody];
  const archived = useArchived(room);
  const owner = members.find((member) => member.role === 'owner')?.name ?? '';
  const may = role === undefined || roleAllows(role, 'commenter');
  const send: ComposerProps['onSend'] = ({ text, mentions, attachments }) => {
    client.chat.send(room, {
      text,
      ...(root === undefined ? {} : { threadRoot: root }),
      ...(answering?.seq === undefined ? {} : { replyTo: answering.seq }),
      ...(mentions.length > 0 ? { mentions } : {}),
      ...(attachments.length > 0 ? { attachments } : {}),
    });
    onAnswered();
  };
  const editLast = () => {
    const mine = chat?.messages.ids.findLast((id) => {
      const message = chat.messages.entities[id];
      return message?.from.id === me?.id && !message?.deleted && message?.thread_root === root;
    });
    if (mine !== undefined) edit(mine);
  };
  return (
    <Composer
      room={room}
      place={root === undefined ? room : `${room}/${root}`}
      people={people}
      label={t(root === undefined ? 'chat.composerLabel' : 'chat.threadComposerLabel')}
      placeholder={t(root === undefined ? 'chat.placeholder' : 'chat.threadPlaceholder', { name })}
      blocked={may ? undefined : t(archived ? 'common.roomArchived' : 'chat.readOnly', { owner })}
      context={answering ? <Answering shown={answering} onCancel={onAnswered} /> : null}
      onSend={send}
      onTyping={(on) => client.chat.setTyping(room, on)}
      onEditLast={editLast}
    />
  );
}

function Answering({ shown, onCancel }: { shown: ShownMessage; onCancel: () => void }) {
  const { t } = useTranslation();
  return (
    <Group gap={6} wrap="nowrap" className={classes.answering}>
      <Text fz="xs" className="at-ellipsis" flex={1}>
        {t('chat.answering', { name: nameOf(shown.from, t), text: shown.text })}
      </Text>
      <IconAction small label={t('common.cancel')} icon={CloseIcon} onClick={onCancel} />
    </Group>
  );
}
