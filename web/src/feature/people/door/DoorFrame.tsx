// The frame of the pages before the app: sign-in, setup, the door of a link. One card, the product's
// mark, nothing else.
import { Paper, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Mark } from '../../../ui/Mark';
import classes from './DoorFrame.module.css';

export interface DoorFrameProps {
  title: string;
  intro?: ReactNode;
  children?: ReactNode;
  footer?: ReactNode;
}

export function DoorFrame({ title, intro, children, footer }: DoorFrameProps) {
  const { t } = useTranslation();
  return (
    <div className={classes.page}>
      <header className={classes.brand}>
        <Mark size={28} />
        <Text fw={600} fz="lg">
          {t('common.product')}
        </Text>
      </header>
      <main id="main" className={classes.main}>
        <Paper withBorder radius="lg" className={classes.card}>
          <Title order={1} fz="h2" tabIndex={-1}>
            {title}
          </Title>
          {intro ? (
            <Text c="dimmed" mt="xs">
              {intro}
            </Text>
          ) : null}
          {children ? <div className={classes.form}>{children}</div> : null}
        </Paper>
        {footer ? <div className={classes.footer}>{footer}</div> : null}
      </main>
    </div>
  );
}
