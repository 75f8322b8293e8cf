// Asks before a room goes into the trash, for everybody in it.
import { useTranslation } from 'react-i18next';
import { addInvitingWords } from '../../i18n/inviting';
import { addTrashWords } from '../../i18n/trash';
import { useWords } from '../../i18n/useWords';
import { ConfirmDialog } from '../../kit/ConfirmDialog';
import { useClient } from '../../state/client';
import { useRoomView } from '../../state/useRoom';
import { useRoomScope } from './roomContext';

export function DeleteDialog() {
  const { t } = useTranslation();
  const { address, open } = useRoomScope();
  const client = useClient();
  const name = useRoomView(address.room)?.name ?? '';
  const inviting = useWords(addInvitingWords);
  if (!useWords(addTrashWords) || !inviting) return null;
  return (
    <ConfirmDialog
      title={t('trash.deleteTitle', { name })}
      words={[t('trash.deleteWords')]}
      verb={t('inviting.deleteVerb')}
      run={async () => (await client.trash()).deleteRoom(address.room)}
      onClose={() => open(null)}
    />
  );
}
