// The frame of pages outside a room: skip link, top bar, content.
import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useRunCommand, useShortcut } from '../../state/useCommands';
import { IconAction } from '../../ui/IconAction';
import { SearchIcon } from '../../ui/icons';
import { Mark } from '../../ui/Mark';
import { MeMenu } from './LazyMeMenu';
import classes from './Shell.module.css';

export function SkipLink() {
  const { t } = useTranslation();
  return (
    <a className="at-skip" href="#main">
      {t('app.skip')}
    </a>
  );
}

export function Shell({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  const run = useRunCommand();
  return (
    <div className={classes.page}>
      <SkipLink />
      <header className={classes.top} data-region="top" tabIndex={-1} aria-label={t('app.topBar')}>
        <Link to="/" className={classes.brand}>
          <Mark />
          <Text component="span" fw={600}>
            {t('common.product')}
          </Text>
        </Link>
        <span className={classes.space} />
        <IconAction
          label={t('app.palette')}
          shortcut={useShortcut('app.palette')}
          icon={SearchIcon}
          onClick={() => run('app.palette')}
        />
        <MeMenu />
      </header>
      {children}
    </div>
  );
}
