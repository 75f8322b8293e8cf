// Opens and closes the discussions of a document, and counts the open ones.
import { Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { IconAction } from '../../../ui/IconAction';
import { ThreadIcon } from '../../../ui/icons';
import type { Comments } from './useComments';

export function CommentsButton({ comments }: { comments: Comments }) {
  const { t } = useTranslation();
  const count = [...comments.open.threads.values()].filter(
    ({ thread }) => thread.state === 'open' && thread.kind !== 'highlight',
  ).length;
  return (
    <Group gap={2} wrap="nowrap">
      <IconAction
        label={t('docs.comments.button', { count })}
        icon={ThreadIcon}
        onClick={() => comments.show(!comments.shown)}
      />
      {count > 0 ? (
        <Text fz="xs" c="dimmed" className="at-numbers" aria-hidden>
          {count}
        </Text>
      ) : null}
    </Group>
  );
}
