// A surface goes into the trash at once; the toast brings it back, and so does the trash for 30 days.
import type { Surface } from '@atelier/sdk';
import { useTranslation } from 'react-i18next';
import { errorWords } from '../../kit/errorWords';
import { notify } from '../../kit/notify';
import { notifyUndo } from '../../kit/undoToast';
import { useClient } from '../../state/client';
import type { AppError } from '../../state/errors';
import { useRoomScope } from './roomContext';

export function useRemoveSurface(): (surface: Surface) => Promise<void> {
  const { t } = useTranslation();
  const { address } = useRoomScope();
  const client = useClient();
  const { room } = address;
  const failed = (title: string, error: AppError) =>
    notify({
      color: 'red',
      autoClose: false,
      message: t('surfaces.notRemoved', { title, reason: t(errorWords(error).titleKey) }),
    });
  return async ({ id, kind, title }) => {
    const removed = await client.surfaces.remove(room, id);
    if (!removed.ok) return failed(title, removed.error);
    if (address.surface === id) address.go(`/r/${room}`);
    if (address.split === id) address.setSplit(null);
    const undo = () =>
      void (async () => {
        const back = await (await client.trash()).restoreSurface(room, id);
        if (back.ok) address.go(address.placeOf(kind, id));
        else failed(title, back.error);
      })();
    notifyUndo({
      id: `undo-${id}`,
      words: t('surfaces.removed', { title }),
      verb: t('common.undo'),
      undo,
    });
  };
}
