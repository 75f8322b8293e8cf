// The headings of a document as a way through it.
import { Menu, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { IconAction } from '../../../ui/IconAction';
import { OutlineIcon } from '../../../ui/icons';
import type { RichEditor } from './editor';
import type { Heading } from './facts';
import classes from './rich.module.css';

export interface OutlineProps {
  editor: RichEditor;
  headings: readonly Heading[];
}

export function Outline({ editor, headings }: OutlineProps) {
  const { t } = useTranslation();
  const go = ({ id }: Heading) => {
    const block = editor.domElement?.querySelector(`[data-id="${CSS.escape(id)}"]`);
    block?.scrollIntoView({ block: 'start' });
    if (editor.isEditable) editor.setTextCursorPosition(id, 'end');
    editor.focus();
  };
  return (
    <Menu withInitialFocusPlaceholder={false} position="bottom-end" width={280} returnFocus={false}>
      <Menu.Target>
        <IconAction label={t('docs.rich.outline')} icon={OutlineIcon} />
      </Menu.Target>
      <Menu.Dropdown className={classes.outline ?? ''}>
        {headings.length === 0 ? (
          <Text fz="sm" c="dimmed" p="xs">
            {t('docs.rich.noHeadings')}
          </Text>
        ) : (
          headings.map((heading) => (
            <Menu.Item
              key={heading.id}
              style={{ paddingInlineStart: 12 + 14 * (heading.level - 1) }}
              onClick={() => go(heading)}
            >
              {heading.text}
            </Menu.Item>
          ))
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
