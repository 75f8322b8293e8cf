// The first comment on a passage that is selected.
import { Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Composer } from '../../../kit/composer/Composer';
import { IconAction } from '../../../ui/IconAction';
import { CloseIcon } from '../../../ui/icons';
import classes from './comments.module.css';
import type { Discussion } from './discussion';
import type { Anchor, Words } from './types';

export interface NewCommentProps {
  discussion: Discussion;
  anchor: Anchor;
  /** With the id of the thread to be, when one was begun. */
  onDone: (thread: string | null) => void;
}

export function NewComment({ discussion, anchor, onDone }: NewCommentProps) {
  const { t } = useTranslation();
  const send = (words: Words) => onDone(discussion.actions.open(anchor, words));
  return (
    <section className={classes.card} data-selected aria-label={t('docs.comments.new')}>
      <Group gap="xs" wrap="nowrap" align="flex-start">
        <Text fz="xs" c="dimmed" lineClamp={2} className={classes.quote}>
          {anchor.quote}
        </Text>
        <IconAction
          small
          label={t('common.cancel')}
          icon={CloseIcon}
          onClick={() => onDone(null)}
        />
      </Group>
      <div className={classes.composer}>
        <Composer
          room={discussion.room}
          place={`comment-${anchor.surface}`}
          people={discussion.members}
          label={t('docs.comments.new')}
          placeholder={t('docs.comments.placeholder')}
          withFiles={false}
          autoFocus
          onSend={({ text, mentions }) => send({ text, mentions })}
        />
      </div>
    </section>
  );
}
