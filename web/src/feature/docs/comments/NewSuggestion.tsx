// What should stand in place of the passage that is selected: its words, to be changed.
import { Button, Group, Textarea } from '@mantine/core';
import { useState, type FormEvent, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './comments.module.css';
import type { Discussion } from './discussion';
import type { Pending } from './types';

const bytesMax = 16384;

export interface NewSuggestionProps {
  discussion: Discussion;
  pending: Pending;
  /** With the id of the thread to be, when one was begun. */
  onDone: (thread: string | null) => void;
}

export function NewSuggestion({ discussion, pending, onDone }: NewSuggestionProps) {
  const { t } = useTranslation();
  const { anchor, words } = pending;
  const [text, setText] = useState(words);
  const tooLong = new TextEncoder().encode(text).length > bytesMax;
  const ready = text !== words && !tooLong;
  const suggest = (event: FormEvent) => {
    event.preventDefault();
    if (!ready) return;
    onDone(discussion.actions.open(anchor, { text: '', suggestion: { text } }));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) suggest(event);
  };
  return (
    <section className={classes.card} data-selected aria-label={t('docs.suggest.new')}>
      <form onSubmit={suggest}>
        <Textarea
          label={t('docs.suggest.instead')}
          description={t('docs.suggest.empty')}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          error={tooLong ? t('docs.suggest.tooLong') : null}
          autosize
          minRows={2}
          maxRows={14}
          autoFocus
          data-autofocus
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          onKeyDown={onKeyDown}
        />
        <Group justify="flex-end" gap="xs" mt="sm">
          <Button size="compact-sm" variant="subtle" color="gray" onClick={() => onDone(null)}>
            {t('common.cancel')}
          </Button>
          <Button size="compact-sm" type="submit" disabled={!ready}>
            {t(text === '' ? 'docs.suggest.sendDeletion' : 'docs.suggest.send')}
          </Button>
        </Group>
      </form>
    </section>
  );
}
