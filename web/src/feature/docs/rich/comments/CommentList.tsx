// The discussions of a document in the order of its text: open ones, and resolved ones on request.
import { Switch, Text } from '@mantine/core';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Failure } from '../../../../kit/StateView';
import classes from './comments.module.css';
import { NewComment } from './NewComment';
import { ThreadCard } from './ThreadCard';
import { inOrder } from './threads';
import type { Comments } from './useComments';
import { WaitingRow } from './WaitingRow';

export function CommentList({ comments }: { comments: Comments }) {
  const { discussion, open, places, selected, pending, endPending } = comments;
  const { t } = useTranslation();
  const [withResolved, setWithResolved] = useState(false);
  const list = useRef<HTMLDivElement>(null);
  const ordered = useMemo(
    () => inOrder(open.threads, (id) => places.get(id)?.from),
    [open.threads, places],
  );
  const resolved = ordered.filter(({ thread }) => thread.state === 'resolved').length;
  const shown = ordered.filter(
    ({ thread }) => withResolved || thread.state === 'open' || thread.id === selected,
  );
  useEffect(() => {
    if (selected === null) return;
    const card = list.current?.querySelector(`[data-card="${CSS.escape(selected)}"]`);
    card?.scrollIntoView({ block: 'nearest' });
  }, [selected]);
  return (
    <div className={classes.list} ref={list}>
      {open.error ? <Failure error={open.error} onRetry={open.retry} /> : null}
      {pending ? <NewComment {...{ discussion, anchor: pending, onDone: endPending }} /> : null}
      <Begun comments={comments} />
      {shown.map((view) => (
        <ThreadCard key={view.thread.id} comments={comments} view={view} />
      ))}
      {shown.length === 0 && !pending && !open.error ? (
        <Text fz="sm" c="dimmed" p="md">
          {t(discussion.mayComment ? 'docs.comments.none' : 'docs.comments.noneHere')}
        </Text>
      ) : null}
      {resolved > 0 ? (
        <Switch
          size="xs"
          m="sm"
          label={t('docs.comments.showResolved', { count: resolved })}
          checked={withResolved}
          onChange={(event) => setWithResolved(event.currentTarget.checked)}
        />
      ) : null}
    </div>
  );
}

/** Threads that were begun here and that the server does not have yet. */
function Begun({ comments }: { comments: Comments }) {
  const { t } = useTranslation();
  const { surface, open, discussion } = comments;
  return open.waiting
    .filter(({ anchor, thread }) => anchor?.surface === surface && !open.threads.has(thread))
    .map((entry) => (
      <section key={entry.id} className={classes.card} aria-label={t('docs.comments.new')}>
        <Text fz="xs" c="dimmed" lineClamp={2} className={classes.quote}>
          {entry.anchor?.quote}
        </Text>
        <WaitingRow entry={entry} actions={discussion.actions} />
      </section>
    ));
}
