// What can be said about the selected words of a plain text, in its toolbar.
import { Menu } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from '../comments/comments.module.css';
import { toneKeys, tones } from '../comments/look';
import type { Comments } from '../comments/useComments';
import { useShortcut } from '../../../state/useCommands';
import { IconAction } from '../../../ui/IconAction';
import { CommentIcon, HighlightIcon, SuggestIcon } from '../../../ui/icons';

export function PassageBar({ begin, highlight }: Pick<Comments, 'begin' | 'highlight'>) {
  const { t } = useTranslation();
  return (
    <>
      <IconAction
        label={t('docs.comments.begin')}
        icon={CommentIcon}
        shortcut={useShortcut('docs.comment')}
        onClick={() => begin('comment')}
      />
      <IconAction
        label={t('docs.suggest.begin')}
        icon={SuggestIcon}
        shortcut={useShortcut('docs.suggest')}
        onClick={() => begin('suggestion')}
      />
      <Menu withInitialFocusPlaceholder={false} position="bottom-start">
        <Menu.Target>
          <IconAction
            label={t('docs.highlight.begin')}
            icon={HighlightIcon}
            shortcut={useShortcut('docs.highlight')}
          />
        </Menu.Target>
        <Menu.Dropdown>
          {tones.map((tone, index) => (
            <Menu.Item
              key={tone}
              leftSection={
                <span className={`${classes.swatch} at-highlight-${tone}`} aria-hidden />
              }
              onClick={() => highlight(index)}
            >
              {t(toneKeys[tone])}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </>
  );
}
