// What can be done with a surface as a whole, at its entry in the sidebar. Loaded with its words.
import type { Surface } from '@atelier/sdk';
import { Menu } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { addSurfaceWords } from '../../i18n/surfaces';
import { useWords } from '../../i18n/useWords';
import { useClient } from '../../state/client';
import { roleAllows, useMyRole } from '../../state/useRoom';
import { IconAction } from '../../ui/IconAction';
import {
  BesideIcon,
  DuplicateIcon,
  EditIcon,
  LinkIcon,
  MoreIcon,
  PinIcon,
  TrashIcon,
  iconStroke,
} from '../../ui/icons';
import { useRoomScope } from './roomContext';
import { useRemoveSurface } from './useRemoveSurface';
import { SurfaceDialogs, type SurfaceDialog } from './SurfaceDialogs';

const icon = { size: 16, stroke: iconStroke, 'aria-hidden': true } as const;

export function SurfaceMenu({ surface }: { surface: Surface }) {
  const { t } = useTranslation();
  const { address } = useRoomScope();
  const client = useClient();
  const mayEdit = roleAllows(useMyRole(address.room), 'editor');
  const [dialog, open] = useState<SurfaceDialog | null>(null);
  const remove = useRemoveSurface();
  if (!useWords(addSurfaceWords)) return null;
  const pin = () => void client.surfaces.pin(address.room, surface.id, !surface.pinned);
  const link = location.origin + address.placeOf(surface.kind, surface.id);
  return (
    <>
      <Menu withInitialFocusPlaceholder={false} position="bottom-end" shadow="md" width={200}>
        <Menu.Target>
          <IconAction small label={t('surfaces.menu', { title: surface.title })} icon={MoreIcon} />
        </Menu.Target>
        <Menu.Dropdown>
          {mayEdit ? (
            <>
              <Menu.Item leftSection={<EditIcon {...icon} />} onClick={() => open('rename')}>
                {t('surfaces.rename')}
              </Menu.Item>
              <Menu.Item
                leftSection={<DuplicateIcon {...icon} />}
                onClick={() => open('duplicate')}
              >
                {t('surfaces.duplicate')}
              </Menu.Item>
              <Menu.Item leftSection={<PinIcon {...icon} />} onClick={pin}>
                {t(surface.pinned ? 'surfaces.unpin' : 'surfaces.pin')}
              </Menu.Item>
            </>
          ) : null}
          {surface.id === address.surface || surface.id === address.split ? null : (
            <Menu.Item
              leftSection={<BesideIcon {...icon} />}
              onClick={() => address.setSplit(surface.id)}
            >
              {t('surfaces.openBeside')}
            </Menu.Item>
          )}
          <Menu.Item
            leftSection={<LinkIcon {...icon} />}
            onClick={() => void navigator.clipboard.writeText(link)}
          >
            {t('surfaces.copyLink')}
          </Menu.Item>
          {mayEdit ? (
            <Menu.Item leftSection={<TrashIcon {...icon} />} onClick={() => void remove(surface)}>
              {t('surfaces.remove')}
            </Menu.Item>
          ) : null}
        </Menu.Dropdown>
      </Menu>
      <SurfaceDialogs surface={surface} dialog={dialog} onClose={() => open(null)} />
    </>
  );
}
