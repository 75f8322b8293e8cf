// Asks before a room becomes read-only for everybody in it.
import { useTranslation } from 'react-i18next';
import { ConfirmDialog } from '../../kit/ConfirmDialog';
import { addInvitingWords } from '../../i18n/inviting';
import { useWords } from '../../i18n/useWords';
import { useClient } from '../../state/client';
import { useRoomScope } from './roomContext';

export function ArchiveDialog() {
  const { t } = useTranslation();
  const { address, open } = useRoomScope();
  const client = useClient();
  if (!useWords(addInvitingWords)) return null;
  return (
    <ConfirmDialog
      title={t('inviting.archiveTitle')}
      words={[t('inviting.archiveWords')]}
      verb={t('app.archive')}
      run={() => client.rooms.archive(address.room)}
      onClose={() => open(null)}
    />
  );
}
