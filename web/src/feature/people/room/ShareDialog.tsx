// Links of a room: make one with a role and an end, copy it (its secret is shown this once), see and
// end the others.
import { Modal } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useReturnFocus } from '../../../ui/useReturnFocus';
import { LinkList } from './LinkList';
import { NewLink } from './NewLink';

export interface ShareDialogProps {
  room: string;
  opened: boolean;
  onClose: () => void;
}

export function ShareDialog({ room, opened, onClose }: ShareDialogProps) {
  const { t } = useTranslation();
  useReturnFocus();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      size="lg"
      title={t('people.shareTitle')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <NewLink room={room} />
      <LinkList room={room} />
    </Modal>
  );
}
