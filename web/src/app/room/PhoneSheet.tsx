// A panel on the phone: a full-height sheet from below.
import { Drawer } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './room.module.css';

export interface PhoneSheetProps {
  opened: boolean;
  onClose: () => void;
  children: ReactNode;
}

export function PhoneSheet({ opened, onClose, children }: PhoneSheetProps) {
  const { t } = useTranslation();
  return (
    <Drawer
      opened={opened}
      onClose={onClose}
      position="bottom"
      size="100%"
      withCloseButton={false}
      padding={0}
      transitionProps={{ duration: 240 }}
      classNames={{ body: classes.sheetBody ?? '', content: classes.sheet ?? '' }}
      attributes={{ content: { 'aria-label': t('app.panelLabel'), 'data-region': 'panel' } }}
    >
      {children}
    </Drawer>
  );
}
