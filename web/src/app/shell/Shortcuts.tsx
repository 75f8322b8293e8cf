// The shortcuts as a dialog over any page.
import { Modal } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ShortcutList } from '../../feature/people/settings/KeyboardPage';
import { useReturnFocus } from '../../ui/useReturnFocus';

export function Shortcuts({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  useReturnFocus();
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('app.shortcuts')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <ShortcutList />
    </Modal>
  );
}
