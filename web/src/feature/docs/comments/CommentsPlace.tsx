// Where the discussions stand: in the margin when there is room for it, else in a sheet, on a phone
// from below.
import { CloseButton, Drawer, Text } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './comments.module.css';

export interface CommentsPlaceProps {
  /** Whether the stage is wide enough for a margin. */
  wide: boolean;
  opened: boolean;
  onClose: () => void;
  children: ReactNode;
}

export function CommentsPlace({ wide, opened, onClose, children }: CommentsPlaceProps) {
  const { t } = useTranslation();
  const phone = useMediaQuery('(max-width: 47.99em)', false, { getInitialValueInEffect: false });
  if (wide) {
    if (!opened) return null;
    return (
      <aside className={classes.margin} aria-label={t('docs.comments.title')}>
        <div className={classes.head}>
          <Text component="h3" fz="sm" fw={500} flex={1}>
            {t('docs.comments.title')}
          </Text>
          <CloseButton size="sm" aria-label={t('docs.comments.close')} onClick={onClose} />
        </div>
        {children}
      </aside>
    );
  }
  return (
    <Drawer
      opened={opened}
      onClose={onClose}
      position={phone ? 'bottom' : 'right'}
      size={phone ? '72%' : 360}
      padding={0}
      title={t('docs.comments.title')}
      closeButtonProps={{ 'aria-label': t('docs.comments.close') }}
      classNames={{ header: classes.sheetHead ?? '' }}
    >
      {children}
    </Drawer>
  );
}
