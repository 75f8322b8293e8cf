// What a suggestion would change, what stands there now, and what can be done about it.
import { Button, Group, Text, UnstyledButton, VisuallyHidden } from '@mantine/core';
import type { CSSProperties } from 'react';
import { useTranslation } from 'react-i18next';
import { colorOf } from '../../../state/useRoom';
import classes from './comments.module.css';
import type { Thread } from './types';
import type { Comments } from './useComments';

export interface SuggestedProps {
  comments: Comments;
  thread: Thread;
}

export function Change({ comments, thread, onSelect }: SuggestedProps & { onSelect: () => void }) {
  const { t } = useTranslation();
  const before = thread.anchor.quote ?? '';
  const after = thread.suggestion?.text ?? '';
  const color = `var(--at-person-${String(colorOf(comments.discussion.members, thread.from.id))})`;
  return (
    <UnstyledButton
      className={classes.change}
      style={{ '--at-author': color } as CSSProperties}
      onClick={onSelect}
    >
      <VisuallyHidden>{t('docs.suggest.was')}</VisuallyHidden>
      <Text component="del" fz="sm" lineClamp={6} className={classes.before}>
        {before}
      </Text>
      {after === '' ? (
        <Text component="span" fz="xs" c="dimmed">
          {t('docs.suggest.deletion')}
        </Text>
      ) : (
        <>
          <VisuallyHidden>{t('docs.suggest.becomes')}</VisuallyHidden>
          <Text component="ins" fz="sm" lineClamp={12} className={classes.after}>
            {after}
          </Text>
        </>
      )}
    </UnstyledButton>
  );
}

/** Says so when others changed the passage since. */
export function Meanwhile({ comments, thread }: SuggestedProps) {
  const { t } = useTranslation();
  const now = comments.quoteNow(thread.id);
  if (thread.state === 'resolved' || now === null || now === thread.anchor.quote) return null;
  return (
    <Text fz="xs" component="div" className={classes.meanwhile} role="note">
      {t('docs.suggest.changed')}
      <Text fz="xs" component="blockquote" className={classes.now} lineClamp={6}>
        {now === '' ? t('docs.comments.noQuote') : now}
      </Text>
    </Text>
  );
}

export function Decide({ comments, thread }: SuggestedProps) {
  const { t } = useTranslation();
  const { discussion, accept, quoteNow, select } = comments;
  const { me, mayComment, mayWrite, actions } = discussion;
  const mine = thread.from.id === me && mayComment;
  if (thread.state === 'resolved' || (!mayWrite && !mine)) return null;
  const now = quoteNow(thread.id);
  const changed = now !== null && now !== thread.anchor.quote;
  // The card stays, so that its end can be read; its head takes the focus of the button.
  const end = (act: () => void, button: HTMLElement) => {
    select(thread.id);
    button.closest('section')?.querySelector('button')?.focus();
    act();
  };
  return (
    <Group gap="xs" mt="xs">
      {mayWrite ? (
        <Button
          size="compact-sm"
          variant="light"
          disabled={now === null}
          onClick={(event) => end(() => accept([thread]), event.currentTarget)}
        >
          {t(changed ? 'docs.suggest.acceptAnyway' : 'docs.suggest.accept')}
        </Button>
      ) : null}
      <Button
        size="compact-sm"
        variant="subtle"
        color="gray"
        onClick={(event) =>
          end(() => void actions.decide(thread.id, 'rejected'), event.currentTarget)
        }
      >
        {t(mine ? 'docs.suggest.withdraw' : 'docs.suggest.reject')}
      </Button>
    </Group>
  );
}
