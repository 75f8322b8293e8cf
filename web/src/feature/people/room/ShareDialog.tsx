// Inviting into a room: one person by mail or by a link of their own, or everybody who has a link (its
// secret is shown this once); what became of the invites and links there are.
import { Divider, Modal, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { addInvitingWords } from '../../../i18n/inviting';
import { useWords } from '../../../i18n/useWords';
import { useReturnFocus } from '../../../ui/useReturnFocus';
import { InviteGroup } from './InviteGroup';
import { InviteList } from './InviteList';
import { InvitePerson } from './InvitePerson';
import { KnockSwitch } from './KnockSwitch';
import { LinkList } from './LinkList';
import { NewLink } from './NewLink';

export interface ShareDialogProps {
  room: string;
  opened: boolean;
  onClose: () => void;
}

export function ShareDialog({ room, opened, onClose }: ShareDialogProps) {
  const { t } = useTranslation();
  const words = useWords(addInvitingWords);
  useReturnFocus();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      size="lg"
      title={t('people.shareTitle')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      {words ? (
        <>
          <InvitePerson room={room} />
          <InviteGroup room={room} />
          <InviteList room={room} />
          <Divider my="xl" />
          <Title order={3} fz="md" mb="md">
            {t('inviting.everybody')}
          </Title>
          <KnockSwitch room={room} />
          <NewLink room={room} />
          <LinkList room={room} />
        </>
      ) : null}
    </Modal>
  );
}
