// The discussions of a document in the order of its text: open ones; resolved ones and highlights on
// request; or the suggestions of one person.
import { Switch, Text } from '@mantine/core';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Failure } from '../../../kit/StateView';
import classes from './comments.module.css';
import { ListFilter, suggestionsBy } from './ListFilter';
import { NewComment } from './NewComment';
import { NewSuggestion } from './NewSuggestion';
import { ThreadCard } from './ThreadCard';
import { inOrder, type ThreadView } from './threads';
import type { Waiting } from './types';
import type { Comments } from './useComments';
import { WaitingRow } from './WaitingRow';

export function CommentList({ comments }: { comments: Comments }) {
  const { discussion, open, places, selected, pending } = comments;
  const { t } = useTranslation();
  const [withResolved, setWithResolved] = useState(false);
  const [withHighlights, setWithHighlights] = useState(false);
  const [author, setAuthor] = useState<string | null>(null);
  const list = useRef<HTMLDivElement>(null);
  const ordered = useMemo(
    () => inOrder(open.threads, (id) => places.get(id)?.from),
    [open.threads, places],
  );
  const byAuthor = useMemo(() => suggestionsBy(ordered), [ordered]);
  const filtered = author === null ? undefined : byAuthor.get(author);
  const isShown = ({ thread }: ThreadView) =>
    thread.id === selected ||
    (thread.kind === 'highlight' ? withHighlights : withResolved || thread.state === 'open');
  const shown = filtered ?? ordered.filter(isShown);
  useEffect(() => {
    if (selected === null) return;
    const card = list.current?.querySelector(`[data-card="${CSS.escape(selected)}"]`);
    card?.scrollIntoView({ block: 'nearest' });
  }, [selected]);
  const count = (what: (view: ThreadView) => boolean) =>
    filtered ? 0 : ordered.filter(what).length;
  return (
    <div className={classes.list} ref={list}>
      {open.error ? <Failure error={open.error} onRetry={open.retry} /> : null}
      <ListFilter
        {...{ comments, byAuthor }}
        author={filtered ? author : null}
        onAuthor={setAuthor}
      />
      <Writing comments={comments} />
      <Begun comments={comments} />
      {shown.map((view) => (
        <ThreadCard key={view.thread.id} comments={comments} view={view} />
      ))}
      {shown.length === 0 && !pending && !open.error ? (
        <Text fz="sm" c="dimmed" p="md">
          {t(discussion.mayComment ? 'docs.comments.none' : 'docs.comments.noneHere')}
        </Text>
      ) : null}
      <More
        labelKey="docs.comments.showResolved"
        count={count(({ thread }) => thread.state === 'resolved')}
        {...{ on: withResolved, onSwitch: setWithResolved }}
      />
      <More
        labelKey="docs.highlight.show"
        count={count(({ thread }) => thread.kind === 'highlight')}
        {...{ on: withHighlights, onSwitch: setWithHighlights }}
      />
    </div>
  );
}

interface MoreProps {
  labelKey: string;
  count: number;
  on: boolean;
  onSwitch: (on: boolean) => void;
}

function More({ labelKey, count, on, onSwitch }: MoreProps) {
  const { t } = useTranslation();
  if (count === 0) return null;
  return (
    <Switch
      size="xs"
      m="sm"
      label={t(labelKey, { count })}
      checked={on}
      onChange={(event) => onSwitch(event.currentTarget.checked)}
    />
  );
}

/** What is being begun on the selected passage. */
function Writing({ comments }: { comments: Comments }) {
  const { discussion, pending, endPending: onDone } = comments;
  if (!pending) return null;
  if (pending.kind === 'comment') {
    return <NewComment {...{ discussion, anchor: pending.anchor, onDone }} />;
  }
  return <NewSuggestion key={pending.anchor.position} {...{ discussion, pending, onDone }} />;
}

/** Threads that were begun here and that the server does not have yet. */
function Begun({ comments }: { comments: Comments }) {
  const { t } = useTranslation();
  const { surface, open, discussion } = comments;
  // A highlight on its way is seen in the text.
  const isBegun = ({ anchor, thread, draft, state }: Waiting) =>
    anchor?.surface === surface &&
    !open.threads.has(thread) &&
    (!draft.highlight || state === 'failed');
  return open.waiting.filter(isBegun).map((entry) => (
    <section key={entry.id} className={classes.card} aria-label={t('docs.comments.new')}>
      <Text fz="xs" c="dimmed" lineClamp={2} className={classes.quote}>
        {entry.anchor?.quote}
      </Text>
      {entry.draft.suggestion ? <Text fz="sm">{entry.draft.suggestion.text}</Text> : null}
      <WaitingRow entry={entry} actions={discussion.actions} />
    </section>
  ));
}
