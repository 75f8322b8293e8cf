// One message: who, when, what; then what others made of it (reactions, thread, receipts) and, while
// it is on its way, its state.
import { Badge, Text } from '@mantine/core';
import { lazy, memo, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { MessageMarkdown } from '../../kit/MessageMarkdown';
import { clockTime, fullTime, shortClock, useLanguage } from '../../kit/dates';
import { nameOf } from '../../kit/personName';
import { RelativeTime } from '../../kit/RelativeTime';
import type { ShownMessage } from '../../state/chatRows';
import { lookOf } from '../../state/useRoom';
import { Avatar } from '../../ui/Avatar';
import { PinnedIcon } from '../../ui/icons';
import { AttachmentList } from './AttachmentList';
import { useChat } from './chatContext';
import classes from './chat.module.css';
import { OutboxNote } from './OutboxNote';
import { Reactions } from './Reactions';
import { ReceiptRow, type Reader } from './ReceiptRow';
import { ReplyQuote } from './ReplyQuote';
import { ThreadLink } from './ThreadLink';

const EditMessage = lazy(() => import('./EditMessage').then((m) => ({ default: m.EditMessage })));
const MessageActions = lazy(() =>
  import('./MessageActions').then((m) => ({ default: m.MessageActions })),
);

export interface MessageRowProps {
  shown: ShownMessage;
  grouped: boolean;
  marked: boolean;
  readers: readonly Reader[];
}

export const MessageRow = memo(function MessageRow(props: MessageRowProps) {
  const { shown, grouped, marked, readers } = props;
  const { me, members, editing } = useChat();
  const [near, setNear] = useState(false);
  const language = useLanguage();
  const { t } = useTranslation();
  const mentioned = me !== null && (shown.message?.mentions ?? []).includes(me.id);
  const deleted = shown.message?.deleted === true;
  const label = t('chat.messageBy', {
    name: nameOf(shown.from, t),
    time: clockTime(shown.at, language),
  });
  return (
    <div
      className={classes.message}
      role="article"
      aria-label={label}
      tabIndex={-1}
      data-message={shown.seq ?? shown.key}
      data-grouped={grouped || undefined}
      data-marked={marked || undefined}
      data-mentioned={mentioned || undefined}
      data-waiting={shown.entry ? true : undefined}
      onPointerEnter={() => setNear(true)}
      onPointerLeave={() => setNear(false)}
      onFocus={() => setNear(true)}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) setNear(false);
      }}
    >
      <div className={classes.gutter}>
        {grouped ? (
          <time className={classes.gutterTime} title={fullTime(shown.at, language)}>
            {shortClock(shown.at, language)}
          </time>
        ) : (
          <Avatar name={shown.from.name} {...lookOf(members, shown.from.id)} size={32} decorative />
        )}
      </div>
      <div className={classes.content}>
        {grouped ? null : <MessageHead shown={shown} />}
        {editing !== null && editing === shown.seq ? (
          <Suspense fallback={null}>
            <EditMessage seq={editing} text={shown.text} />
          </Suspense>
        ) : (
          <MessageBody shown={shown} deleted={deleted} grouped={grouped} />
        )}
      </div>
      <ReceiptRow readers={readers} />
      <Suspense fallback={null}>
        {near && shown.seq !== undefined && !deleted ? <MessageActions shown={shown} /> : null}
      </Suspense>
    </div>
  );
});

function MessageHead({ shown }: { shown: ShownMessage }) {
  const { t } = useTranslation();
  return (
    <div className={classes.head}>
      <Text component="span" fw={600} fz="sm" className="at-ellipsis">
        {nameOf(shown.from, t)}
      </Text>
      {shown.from.kind === 'guest' ? (
        <Badge color="gray" size="xs">
          {t('common.guest')}
        </Badge>
      ) : null}
      <RelativeTime at={shown.at} className={classes.time ?? ''} />
      {shown.message?.edited_at && !shown.message.deleted ? (
        <Text component="span" fz="xs" c="dimmed">
          {t('chat.edited')}
        </Text>
      ) : null}
      {shown.message?.pinned ? <PinnedIcon size={14} aria-label={t('chat.pinned')} /> : null}
    </div>
  );
}

interface MessageBodyProps {
  shown: ShownMessage;
  deleted: boolean;
  grouped: boolean;
}

function MessageBody({ shown, deleted, grouped }: MessageBodyProps) {
  const { t } = useTranslation();
  const { members } = useChat();
  const { message, entry } = shown;
  if (deleted) {
    return (
      <Text fz="sm" c="dimmed" fs="italic">
        {t('chat.deleted')}
      </Text>
    );
  }
  const ids = message?.mentions ?? entry?.draft.mentions ?? [];
  const names = ids.flatMap((id) => {
    if (id === 'room') return ['room', t('chat.everybodyName')];
    const member = members.find((person) => person.id === id);
    return member ? [member.name] : [];
  });
  return (
    <>
      {shown.replyTo === undefined ? null : <ReplyQuote seq={shown.replyTo} />}
      {shown.text === '' ? null : <MessageMarkdown text={shown.text} mentions={names} />}
      {message?.edited_at && grouped ? (
        <Text component="span" fz="xs" c="dimmed">
          {t('chat.edited')}
        </Text>
      ) : null}
      <AttachmentList attachments={shown.attachments} />
      {message ? <Reactions message={message} /> : null}
      {message ? <ThreadLink message={message} /> : null}
      {entry ? <OutboxNote entry={entry} /> : null}
    </>
  );
}
