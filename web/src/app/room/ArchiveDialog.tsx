// Asks before a room becomes read-only for everybody in it.
import { useTranslation } from 'react-i18next';
import { ConfirmDialog } from '../../kit/ConfirmDialog';
import { useClient } from '../../state/client';
import { useRoomScope } from './roomContext';

export function ArchiveDialog() {
  const { t } = useTranslation();
  const { address, open } = useRoomScope();
  const client = useClient();
  return (
    <ConfirmDialog
      title={t('app.archiveTitle')}
      words={[t('app.archiveWords')]}
      verb={t('app.archive')}
      run={() => client.rooms.archive(address.room)}
      onClose={() => open(null)}
    />
  );
}
