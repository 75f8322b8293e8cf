// The message is gone at once; a toast brings it back, and so does the trash for 30 days.
import { useTranslation } from 'react-i18next';
import { errorWords } from '../../kit/errorWords';
import { notify } from '../../kit/notify';
import { notifyUndo } from '../../kit/undoToast';
import { useClient } from '../../state/client';
import type { AppError } from '../../state/errors';

export function useRemoveMessage(): (room: string, seq: number) => Promise<void> {
  const { t } = useTranslation();
  const client = useClient();
  const failed = (key: string, error: AppError) =>
    notify({
      color: 'red',
      autoClose: false,
      message: t(key, { reason: t(errorWords(error).titleKey) }),
    });
  return async (room, seq) => {
    const removed = await client.chat.remove(room, seq);
    if (!removed.ok) return failed('chat.notDeleted', removed.error);
    const undo = () =>
      void (async () => {
        const back = await (await client.trash()).restoreMessage(room, seq);
        if (!back.ok) failed('chat.notBack', back.error);
      })();
    notifyUndo({
      id: `undo-${room}-${seq}`,
      words: t('chat.deletedToast'),
      verb: t('common.undo'),
      undo,
    });
  };
}
