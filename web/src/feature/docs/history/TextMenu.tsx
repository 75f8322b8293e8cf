// What can be done with the whole of a plain text. Loaded with its words.
import { Menu } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { IconAction } from '../../../ui/IconAction';
import { MoreIcon } from '../../../ui/icons';
import { DownloadItems } from './DownloadItems';
import { addHistoryWords } from '../../../i18n/history';
import { useWords } from '../../../i18n/useWords';
import { useStored } from './useStored';

export interface TextMenuProps {
  room: string;
  document: string;
  title: string;
}

export function TextMenu({ room, document, title }: TextMenuProps) {
  const { t } = useTranslation();
  const stored = useStored(room);
  if (!useWords(addHistoryWords)) return null;
  return (
    <Menu withInitialFocusPlaceholder={false} position="bottom-end">
      <Menu.Target>
        <IconAction label={t('history.documentMenu')} icon={MoreIcon} />
      </Menu.Target>
      <Menu.Dropdown>
        <DownloadItems stored={stored} document={document} title={title} />
      </Menu.Dropdown>
    </Menu>
  );
}
