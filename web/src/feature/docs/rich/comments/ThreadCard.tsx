// One discussion: its passage, what was said, and the field to go on.
import { Group, Text, UnstyledButton } from '@mantine/core';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Composer } from '../../../../kit/composer/Composer';
import { IconAction } from '../../../../ui/IconAction';
import { DoneIcon, RetryIcon } from '../../../../ui/icons';
import { CommentRow } from './CommentRow';
import classes from './comments.module.css';
import type { Discussion } from './discussion';
import type { ThreadView } from './threads';
import type { Thread } from './types';
import type { Comments } from './useComments';
import { WaitingRow } from './WaitingRow';

export interface ThreadCardProps {
  comments: Comments;
  view: ThreadView;
}

export function ThreadCard({ comments, view }: ThreadCardProps) {
  const { t } = useTranslation();
  const { discussion, open, places, select } = comments;
  const { thread, complete } = view;
  const { read } = open;
  const selected = thread.id === comments.selected;
  useEffect(() => {
    if (selected && !complete) read(thread.id);
  }, [selected, complete, thread.id, read]);
  const shown = selected ? view.comments : view.comments.slice(0, 1);
  const more = thread.comments - shown.length;
  const resolved = thread.state === 'resolved';
  const waiting = open.waiting.filter(
    (entry) => entry.thread === thread.id && entry.state !== 'sent' && !entry.anchor,
  );
  return (
    <section
      className={classes.card}
      data-selected={selected || undefined}
      data-card={thread.id}
      aria-label={t('docs.comments.thread', { name: thread.from.name })}
    >
      <Head discussion={discussion} thread={thread} onSelect={() => select(thread.id)} />
      <State thread={thread} placed={resolved || places.has(thread.id)} />
      {shown.map((comment) => (
        <CommentRow
          key={comment.seq}
          discussion={discussion}
          thread={thread.id}
          comment={comment}
        />
      ))}
      {waiting.map((entry) => (
        <WaitingRow key={entry.id} entry={entry} actions={discussion.actions} />
      ))}
      {more > 0 ? (
        <UnstyledButton className={classes.more} onClick={() => select(thread.id)}>
          {t('docs.comments.replies', { count: more })}
        </UnstyledButton>
      ) : null}
      {selected && !resolved ? <Reply discussion={discussion} thread={thread.id} /> : null}
    </section>
  );
}

interface HeadProps {
  discussion: Discussion;
  thread: Thread;
  onSelect: () => void;
}

function Head({ discussion, thread, onSelect }: HeadProps) {
  const { t } = useTranslation();
  const resolved = thread.state === 'resolved';
  return (
    <Group gap="xs" wrap="nowrap" align="flex-start">
      <UnstyledButton className={classes.quote} onClick={onSelect}>
        <Text component="span" fz="xs" c="dimmed" lineClamp={2}>
          {thread.anchor.quote || t('docs.comments.noQuote')}
        </Text>
      </UnstyledButton>
      {discussion.mayComment ? (
        <IconAction
          small
          label={t(resolved ? 'docs.comments.reopen' : 'docs.comments.resolve')}
          icon={resolved ? RetryIcon : DoneIcon}
          onClick={() => discussion.actions.resolve(thread.id, !resolved)}
        />
      ) : null}
    </Group>
  );
}

function State({ thread, placed }: { thread: Thread; placed: boolean }) {
  const { t } = useTranslation();
  if (thread.state === 'resolved') {
    const name = thread.resolved?.from.name ?? '';
    return (
      <Text fz="xs" c="dimmed">
        {t('docs.comments.resolvedBy', { name })}
      </Text>
    );
  }
  return placed ? null : (
    <Text fz="xs" c="dimmed">
      {t('docs.comments.gone')}
    </Text>
  );
}

function Reply({ discussion, thread }: { discussion: Discussion; thread: string }) {
  const { t } = useTranslation();
  if (!discussion.mayComment) return null;
  return (
    <div className={classes.composer}>
      <Composer
        room={discussion.room}
        place={`thread-${thread}`}
        people={discussion.members}
        label={t('docs.comments.reply')}
        placeholder={t('docs.comments.reply')}
        withFiles={false}
        onSend={({ text, mentions }) => discussion.actions.reply(thread, { text, mentions })}
      />
    </div>
  );
}
