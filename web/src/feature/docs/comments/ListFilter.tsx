// Which discussions are listed: all, or the suggestions of one person, which can be accepted together.
import { Button, Group, NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { nameOf } from '../../../kit/personName';
import classes from './comments.module.css';
import type { ThreadView } from './threads';
import type { Comments } from './useComments';

/** Open suggestions by the id of who made them. */
export function suggestionsBy(views: readonly ThreadView[]): Map<string, ThreadView[]> {
  const found = new Map<string, ThreadView[]>();
  for (const view of views) {
    const { kind, state, from } = view.thread;
    if (kind !== 'suggestion' || state !== 'open') continue;
    found.set(from.id, [...(found.get(from.id) ?? []), view]);
  }
  return found;
}

export interface ListFilterProps {
  comments: Comments;
  byAuthor: ReadonlyMap<string, ThreadView[]>;
  author: string | null;
  onAuthor: (author: string | null) => void;
}

export function ListFilter({ comments, byAuthor, author, onAuthor }: ListFilterProps) {
  const { t } = useTranslation();
  const { discussion, places, accept } = comments;
  if (byAuthor.size === 0) return null;
  const people = [...byAuthor].map(([id, views]) => {
    const name = nameOf(views[0]?.thread.from, t);
    return { value: id, label: t('docs.suggest.of', { name, count: views.length }) };
  });
  const theirs = author === null ? [] : (byAuthor.get(author) ?? []);
  const placed = theirs.map(({ thread }) => thread).filter(({ id }) => places.has(id));
  return (
    <Group gap="xs" className={classes.filter}>
      <NativeSelect
        size="xs"
        flex={1}
        aria-label={t('docs.suggest.filter')}
        data={[{ value: '', label: t('docs.suggest.everything') }, ...people]}
        value={author ?? ''}
        onChange={(event) => onAuthor(event.currentTarget.value || null)}
      />
      {discussion.mayWrite && placed.length > 0 ? (
        <Button size="xs" variant="light" onClick={() => accept(placed)}>
          {t('docs.suggest.acceptAll', { count: placed.length })}
        </Button>
      ) : null}
    </Group>
  );
}
