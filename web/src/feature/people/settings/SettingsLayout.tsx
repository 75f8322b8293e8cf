// The frame of the settings: sections at the side (above, on a narrow page) and one section beside it.
import { NavLink as Entry, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { NavLink, Outlet } from 'react-router';
import {
  DeviceIcon,
  KeyboardIcon,
  PersonIcon,
  SunIcon,
  iconStroke,
  type IconComponent,
} from '../../../ui/icons';
import classes from './settings.module.css';

const sections: readonly { path: string; titleKey: string; icon: IconComponent }[] = [
  { path: '/settings/profile', titleKey: 'people.profile', icon: PersonIcon },
  { path: '/settings/appearance', titleKey: 'people.appearance', icon: SunIcon },
  { path: '/settings/devices', titleKey: 'people.devices', icon: DeviceIcon },
  { path: '/settings/keyboard', titleKey: 'people.keyboard', icon: KeyboardIcon },
];

export function SettingsLayout() {
  const { t } = useTranslation();
  return (
    <main id="main" className={classes.page} data-region="surface" tabIndex={-1}>
      <Title order={1} tabIndex={-1} mb="lg">
        {t('people.settings')}
      </Title>
      <div className={classes.columns}>
        <nav className={classes.nav} aria-label={t('people.settings')}>
          {sections.map(({ path, titleKey, icon: Icon }) => (
            <Entry
              key={path}
              component={NavLink}
              to={path}
              label={t(titleKey)}
              className={classes.entry ?? ''}
              leftSection={<Icon size={18} stroke={iconStroke} aria-hidden />}
            />
          ))}
        </nav>
        <div className={classes.section}>
          <Outlet />
        </div>
      </div>
    </main>
  );
}
