// The frame of the pages before the app: sign-in, setup, the door of a link. One card, the product's
// mark, nothing else.
import { Paper, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Session } from '@atelier/sdk';
import { Logo } from '../../../ui/Logo';
import classes from './DoorFrame.module.css';

export interface DoorFrameProps {
  title: string;
  intro?: ReactNode;
  children?: ReactNode;
  footer?: ReactNode;
  /** Its logo stands in the place of the product's mark. */
  workspace?: Session['workspace'] | undefined;
}

export function DoorFrame({ title, intro, children, footer, workspace }: DoorFrameProps) {
  const { t } = useTranslation();
  return (
    <div className={classes.page}>
      <header className={classes.brand}>
        <Logo path={workspace?.logo} size={28} />
        <Text fw={600} fz="lg">
          {workspace?.logo ? workspace.name : t('common.product')}
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
