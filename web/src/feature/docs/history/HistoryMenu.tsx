// What can be done with a whole text or its whole past: files of it, and for owners its end.
import { Menu } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { roleAllows, useMyRole } from '../../../state/useRoom';
import { IconAction } from '../../../ui/IconAction';
import { iconStroke, MoreIcon, TrashIcon } from '../../../ui/icons';
import { ConfirmDialog } from '../../../kit/ConfirmDialog';
import { DownloadItems } from './DownloadItems';
import type { HistoryView } from './useHistoryView';

export function HistoryMenu({ room, view }: { room: string; view: HistoryView }) {
  const { t } = useTranslation();
  const owner = roleAllows(useMyRole(room), 'owner');
  const [asking, setAsking] = useState(false);
  const { stored, document, title, chosen, actions } = view;
  return (
    <>
      <Menu withInitialFocusPlaceholder={false} position="bottom-end">
        <Menu.Target>
          <IconAction small label={t('history.more')} icon={MoreIcon} />
        </Menu.Target>
        <Menu.Dropdown>
          <DownloadItems stored={stored} document={document} title={title} at={chosen?.at} />
          {owner ? (
            <>
              <Menu.Divider />
              <Menu.Item
                leftSection={<TrashIcon size={16} stroke={iconStroke} />}
                onClick={() => setAsking(true)}
              >
                {t('history.purge')}
              </Menu.Item>
            </>
          ) : null}
        </Menu.Dropdown>
      </Menu>
      {asking ? (
        <ConfirmDialog
          title={t('history.purgeTitle', { title })}
          words={[t('history.purgeWords'), t('history.purgeKept')]}
          verb={t('history.purgeVerb')}
          typed={{ label: t('history.purgeType'), words: title }}
          run={async () => {
            const answer = await actions.purge();
            if (answer.ok) view.choose(null);
            return answer;
          }}
          onClose={() => setAsking(false)}
        />
      ) : null}
    </>
  );
}
