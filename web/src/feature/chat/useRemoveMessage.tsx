// Undo before confirm: the message is gone at once, and a toast brings it back for 8 seconds.
import { Button, Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { errorWords } from '../../kit/errorWords';
import { dismiss, notify } from '../../kit/notify';
import { removeMessage, undoForMs } from '../../state/chatActions';
import { useAppDispatch } from '../../state/store';

export function useRemoveMessage(): (room: string, seq: number) => void {
  const { t } = useTranslation();
  const dispatch = useAppDispatch();
  return (room, seq) => {
    const { undo } = dispatch(
      removeMessage(room, seq, (error) =>
        notify({
          color: 'red',
          autoClose: false,
          message: t('chat.notDeleted', { reason: t(errorWords(error).titleKey) }),
        }),
      ),
    );
    const id = `undo-${room}-${seq}`;
    const onUndo = () => {
      undo();
      dismiss(id);
    };
    notify({
      id,
      autoClose: undoForMs,
      message: (
        <Group justify="space-between" wrap="nowrap">
          <Text fz="sm">{t('chat.deletedToast')}</Text>
          <Button size="compact-sm" variant="subtle" onClick={onUndo}>
            {t('common.undo')}
          </Button>
        </Group>
      ),
    });
  };
}
