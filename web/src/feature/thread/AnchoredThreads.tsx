// Discussions anchored to something in the room: what was said, about which passage of what. They
// stand in the list of threads; each opens at its place.
import type { Thread } from '@atelier/sdk';
import { Button, Text, UnstyledButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { plainWords } from '../../kit/plainWords';
import { RelativeTime } from '../../kit/RelativeTime';
import { lookOf, useMembers } from '../../state/useRoom';
import type { OpenRoomThreads } from '../../state/useRoomThreads';
import { Avatar } from '../../ui/Avatar';
import classes from './thread.module.css';

export interface ThreadPlace {
  title: string;
  open: () => void;
}

export interface AnchoredThreadsProps {
  room: string;
  known: OpenRoomThreads;
  /** Where a thread is, while what it is about exists. */
  placeOf: (thread: Thread) => ThreadPlace | null;
}

export function AnchoredThreads({ room, known, placeOf }: AnchoredThreadsProps) {
  const { t } = useTranslation();
  if (known.threads.length === 0) return null;
  return (
    <>
      <ul className={classes.list} aria-label={t('chat.anchoredThreads')}>
        {known.threads.map((thread) => (
          <li key={thread.id}>
            <ThreadRow room={room} thread={thread} place={placeOf(thread)} />
          </li>
        ))}
      </ul>
      {known.hasMore ? (
        <Button m="sm" size="xs" variant="default" onClick={known.more}>
          {t('chat.earlierThreads')}
        </Button>
      ) : null}
    </>
  );
}

interface ThreadRowProps {
  room: string;
  thread: Thread;
  place: ThreadPlace | null;
}

function ThreadRow({ room, thread, place }: ThreadRowProps) {
  const { t } = useTranslation();
  const members = useMembers(room);
  const { from, message, anchor, comments, last_at: at, suggestion } = thread;
  // What is to be deleted leaves nothing.
  const suggested = suggestion?.text || '∅';
  return (
    <UnstyledButton className={classes.row} disabled={place === null} onClick={place?.open}>
      <Avatar name={from.name} {...lookOf(members, from.id)} size={28} decorative />
      <span className={classes.text}>
        <Text component="span" fz="sm" fw={500} className="at-ellipsis" display="block">
          {message.deleted ? t('chat.deleted') : plainWords(message.text) || `→ ${suggested}`}
        </Text>
        {anchor.quote ? (
          <Text component="span" fz="xs" className={classes.quote} lineClamp={1}>
            {plainWords(anchor.quote)}
          </Text>
        ) : null}
        <Text component="span" fz="xs" c="dimmed" display="block">
          {place ? place.title : t('chat.anchorGone')}
          {comments > 1 ? ` · ${t('chat.replies', { count: comments - 1 })}` : null}
          {' · '}
          <RelativeTime at={at} />
        </Text>
      </span>
    </UnstyledButton>
  );
}
