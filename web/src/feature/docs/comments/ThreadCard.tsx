// One discussion: its passage, what was said, and the field to go on.
import { Button, Group, Text, UnstyledButton } from '@mantine/core';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { nameOf } from '../../../kit/personName';
import { Composer } from '../../../kit/composer/Composer';
import { IconAction } from '../../../ui/IconAction';
import { DoneIcon, RetryIcon } from '../../../ui/icons';
import { CommentRow } from './CommentRow';
import classes from './comments.module.css';
import type { Discussion } from './discussion';
import { tones } from './look';
import { threadTone } from './marks';
import { Change, Decide, Meanwhile } from './Suggested';
import type { ThreadView } from './threads';
import type { Thread } from './types';
import type { Comments } from './useComments';
import { WaitingRow } from './WaitingRow';

export interface ThreadCardProps {
  comments: Comments;
  view: ThreadView;
}

const cardNames = {
  comment: 'docs.comments.thread',
  suggestion: 'docs.suggest.card',
  highlight: 'docs.highlight.card',
} as const;

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
  const suggests = thread.kind === 'suggestion';
  const waiting = open.waiting.filter(
    (entry) => entry.thread === thread.id && entry.state !== 'sent' && !entry.anchor,
  );
  return (
    <section
      className={classes.card}
      data-selected={selected || undefined}
      data-card={thread.id}
      aria-label={t(cardNames[thread.kind], { name: nameOf(thread.from, t) })}
    >
      <Head comments={comments} thread={thread} onSelect={() => select(thread.id)} />
      <State thread={thread} placed={resolved || places.has(thread.id)} />
      {suggests ? <Meanwhile {...{ comments, thread }} /> : null}
      {shown.map((comment) => (
        <CommentRow
          key={comment.seq}
          discussion={discussion}
          thread={thread.id}
          comment={comment}
          deed={t(suggests ? 'docs.suggest.did' : 'docs.highlight.did')}
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
      {suggests ? <Decide {...{ comments, thread }} /> : null}
      {thread.kind === 'highlight' ? <RemoveHighlight {...{ discussion, thread }} /> : null}
      {selected && !resolved ? <Reply discussion={discussion} thread={thread.id} /> : null}
    </section>
  );
}

interface HeadProps {
  comments: Comments;
  thread: Thread;
  onSelect: () => void;
}

/** What is accepted is in the text; only an edit takes it back. */
function mayTurn({ kind, state, resolved }: Thread): boolean {
  return state === 'open' ? kind === 'comment' : resolved?.outcome !== 'accepted';
}

function Head({ comments, thread, onSelect }: HeadProps) {
  const { t } = useTranslation();
  const { discussion } = comments;
  const resolved = thread.state === 'resolved';
  return (
    <Group gap="xs" wrap="nowrap" align="flex-start">
      {thread.kind === 'suggestion' ? (
        <Change {...{ comments, thread, onSelect }} />
      ) : (
        <Quote {...{ thread, onSelect }} />
      )}
      {discussion.mayComment && mayTurn(thread) ? (
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

function Quote({ thread, onSelect }: Pick<HeadProps, 'thread' | 'onSelect'>) {
  const { t } = useTranslation();
  const tone = tones[threadTone(thread)] ?? tones[0];
  const marked = thread.kind === 'highlight';
  return (
    <UnstyledButton className={classes.quote} onClick={onSelect}>
      <Text component="span" fz="xs" {...(marked ? {} : { c: 'dimmed' })} lineClamp={2}>
        <span className={marked ? `at-highlight at-highlight-${tone}` : undefined}>
          {thread.anchor.quote || t('docs.comments.noQuote')}
        </span>
      </Text>
    </UnstyledButton>
  );
}

function RemoveHighlight({ discussion, thread }: { discussion: Discussion; thread: Thread }) {
  const { t } = useTranslation();
  const { me, mayComment, mayRemoveAll, actions } = discussion;
  if (!mayComment || (thread.from.id !== me && !mayRemoveAll)) return null;
  return (
    <Button
      size="compact-sm"
      mt="xs"
      variant="default"
      onClick={() => actions.remove(thread.id, thread.seq)}
    >
      {t('docs.highlight.remove')}
    </Button>
  );
}

/** How it ended, in words that name who did it. */
function endOf({ from, resolved }: Thread): string {
  switch (resolved?.outcome) {
    case undefined:
      return 'docs.comments.resolvedBy';
    case 'accepted':
      return 'docs.suggest.acceptedBy';
    case 'rejected':
      return resolved?.from.id === from.id ? 'docs.suggest.withdrawnBy' : 'docs.suggest.rejectedBy';
  }
}

function State({ thread, placed }: { thread: Thread; placed: boolean }) {
  const { t } = useTranslation();
  if (thread.state === 'resolved') {
    const name = nameOf(thread.resolved?.from, t);
    return (
      <Text fz="xs" c="dimmed">
        {t(endOf(thread), { name })}
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
