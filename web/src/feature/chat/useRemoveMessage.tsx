// Undo before confirm: the message is gone at once, and a toast brings it back for 8 seconds.
import { Button, Group, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useTranslation } from 'react-i18next';
import { errorWords } from '../../kit/errorWords';
import { removeMessage, undoForMs } from '../../state/chatActions';
import { useAppDispatch } from '../../state/store';

export function useRemoveMessage(): (room: string, seq: number) => void {
  const { t } = useTranslation();
  const dispatch = useAppDispatch();
  return (room, seq) => {
    const { undo } = dispatch(
      removeMessage(room, seq, (error) =>
        notifications.show({
          color: 'red',
          autoClose: false,
          message: t('chat.notDeleted', { reason: t(errorWords(error).titleKey) }),
        }),
      ),
    );
    const id = `undo-${room}-${seq}`;
    const onUndo = () => {
      undo();
      notifications.hide(id);
    };
    notifications.show({
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
