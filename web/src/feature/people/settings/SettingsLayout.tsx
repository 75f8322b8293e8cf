// The frame of the settings, and of what owners see of the workspace: sections at the side (above, on a
// narrow page) and one section beside it.
import { NavLink as Entry, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { NavLink, Outlet } from 'react-router';
import { useSessionQuery } from '../../../state/rest';
import {
  ActivityIcon,
  ArchiveIcon,
  DesignIcon,
  DeviceIcon,
  DoneIcon,
  KeyboardIcon,
  LockIcon,
  MailIcon,
  PeopleIcon,
  PersonIcon,
  SunIcon,
  TrashIcon,
  iconStroke,
  type IconComponent,
} from '../../../ui/icons';
import classes from './settings.module.css';

interface SectionLink {
  path: string;
  titleKey: string;
  icon: IconComponent;
}

const mine: readonly SectionLink[] = [
  { path: '/settings/profile', titleKey: 'people.profile', icon: PersonIcon },
  { path: '/settings/appearance', titleKey: 'people.appearance', icon: SunIcon },
  { path: '/settings/devices', titleKey: 'people.devices', icon: DeviceIcon },
  { path: '/settings/keyboard', titleKey: 'people.keyboard', icon: KeyboardIcon },
  { path: '/settings/trash', titleKey: 'app.trashedRooms', icon: TrashIcon },
];

const ofWorkspace: readonly SectionLink[] = [
  { path: '/admin/people', titleKey: 'people.adminPeople', icon: PeopleIcon },
  { path: '/admin/workspace', titleKey: 'people.adminBrand', icon: DesignIcon },
  { path: '/admin/limits', titleKey: 'people.adminLimits', icon: LockIcon },
  { path: '/admin/storage', titleKey: 'people.adminStorage', icon: ArchiveIcon },
  { path: '/admin/health', titleKey: 'people.adminHealth', icon: DoneIcon },
  { path: '/admin/mail', titleKey: 'people.adminMail', icon: MailIcon },
  { path: '/admin/activity', titleKey: 'people.adminActivity', icon: ActivityIcon },
];

export function SettingsLayout() {
  const { t } = useTranslation();
  const owner = useSessionQuery().data?.principal?.workspace_role === 'owner';
  return (
    <main id="main" className={classes.page} data-region="surface" tabIndex={-1}>
      <Title order={1} tabIndex={-1} mb="lg">
        {t('people.settings')}
      </Title>
      <div className={classes.columns}>
        <nav className={classes.nav} aria-label={t('people.settings')}>
          <Links sections={mine} />
          {owner ? (
            <>
              <Text component="h2" fz="xs" fw={600} c="dimmed" className={classes.group ?? ''}>
                {t('people.adminWorkspace')}
              </Text>
              <Links sections={ofWorkspace} />
            </>
          ) : null}
        </nav>
        <div className={classes.section}>
          <Outlet />
        </div>
      </div>
    </main>
  );
}

function Links({ sections }: { sections: readonly SectionLink[] }) {
  const { t } = useTranslation();
  return sections.map(({ path, titleKey, icon: Icon }) => (
    <Entry
      key={path}
      component={NavLink}
      to={path}
      label={t(titleKey)}
      className={classes.entry ?? ''}
      leftSection={<Icon size={18} stroke={iconStroke} aria-hidden />}
    />
  ));
}
