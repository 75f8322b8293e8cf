// What can be done with the room itself.
import { Menu } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useClient } from '../../state/client';
import { roleAllows, useMyRole, useRoomView } from '../../state/useRoom';
import { IconAction } from '../../ui/IconAction';
import {
  ArchiveIcon,
  ChevronDownIcon,
  DownloadIcon,
  EditIcon,
  InviteIcon,
  LinkIcon,
  SettingsIcon,
  TrashIcon,
  iconStroke,
} from '../../ui/icons';
import { useRoomScope } from './roomContext';
import { useArchive } from './useArchive';

const icon = { size: 16, stroke: iconStroke, 'aria-hidden': true } as const;

export function RoomMenu() {
  const { t } = useTranslation();
  const { address, open } = useRoomScope();
  const client = useClient();
  const view = useRoomView(address.room);
  const owner = roleAllows(view?.role, 'owner');
  const role = useMyRole(address.room);
  const archive = useArchive();
  const link = `${location.origin}/r/${address.room}`;
  return (
    <Menu withInitialFocusPlaceholder={false} position="bottom-start" shadow="md" width={240}>
      <Menu.Target>
        <IconAction
          small
          label={t('app.roomMenu', { name: view?.name ?? '' })}
          icon={ChevronDownIcon}
        />
      </Menu.Target>
      <Menu.Dropdown>
        {owner ? <OwnerItems archived={view?.archived ?? false} /> : null}
        <Menu.Item
          leftSection={<LinkIcon {...icon} />}
          onClick={() => void navigator.clipboard.writeText(link)}
        >
          {t('app.copyRoomLink')}
        </Menu.Item>
        {owner ? (
          <Menu.Item
            component="a"
            href={client.rooms.exportUrl(address.room)}
            download
            leftSection={<DownloadIcon {...icon} />}
          >
            {t('app.exportRoom')}
          </Menu.Item>
        ) : null}
        {roleAllows(role, 'commenter') ? (
          <Menu.Item leftSection={<TrashIcon {...icon} />} onClick={() => open('trash')}>
            {t('app.trash')}
          </Menu.Item>
        ) : null}
        {owner && view ? (
          <Menu.Item leftSection={<ArchiveIcon {...icon} />} onClick={archive}>
            {t(view.archived ? 'app.bringBack' : 'app.archive')}
          </Menu.Item>
        ) : null}
      </Menu.Dropdown>
    </Menu>
  );
}

function OwnerItems({ archived }: { archived: boolean }) {
  const { t } = useTranslation();
  const { open } = useRoomScope();
  return (
    <>
      {archived ? null : (
        <Menu.Item leftSection={<EditIcon {...icon} />} onClick={() => open('rename')}>
          {t('app.rename')}
        </Menu.Item>
      )}
      {archived ? null : (
        <Menu.Item leftSection={<InviteIcon {...icon} />} onClick={() => open('share')}>
          {t('people.invite')}
        </Menu.Item>
      )}
      <Menu.Item leftSection={<SettingsIcon {...icon} />} onClick={() => open('settings')}>
        {t('app.roomSettings')}
      </Menu.Item>
    </>
  );
}
