// My own menu: status, settings, theme, signing out.
import { Menu, UnstyledButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Note } from '../../kit/Note';
import { useClient } from '../../state/client';
import { forgetRecentSurfaces } from '../../state/recentSurfaces';
import { useLogoutMutation, useSessionQuery } from '../../state/rest';
import { useRunCommand } from '../../state/useCommands';
import { colorOf } from '../../state/useRoom';
import { Avatar, PresenceDot } from '../../ui/Avatar';
import {
  HomeIcon,
  KeyboardIcon,
  LogoutIcon,
  MoonIcon,
  SettingsIcon,
  iconStroke,
} from '../../ui/icons';
import { hasUnsent } from './hasUnsent';
import classes from './Shell.module.css';

const icon = { size: 16, stroke: iconStroke, 'aria-hidden': true } as const;
const statuses = ['online', 'away', 'dnd'] as const;

export function MeMenu({ color }: { color?: number }) {
  const { t } = useTranslation();
  const me = useSessionQuery().data?.principal;
  const client = useClient();
  const run = useRunCommand();
  const [logout] = useLogoutMutation();
  if (!me) return null;
  const looks = { name: me.name, color: color ?? me.color ?? colorOf([], me.id) };
  const leave = async () => {
    if (hasUnsent(client) && !window.confirm(t('app.leaveUnsent'))) return;
    await logout();
    forgetRecentSurfaces(me.id);
    // A fresh page forgets everything of this person.
    location.assign('/login');
  };
  return (
    <Menu withInitialFocusPlaceholder={false} position="bottom-end" shadow="md" width={232}>
      <Menu.Target>
        <UnstyledButton className={classes.me} aria-label={t('app.meMenu', { name: me.name })}>
          <Avatar {...looks} picture={me.picture} decorative />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          {me.name}
          <Note of={me.status} />
        </Menu.Label>
        {statuses.map((status) => (
          <Menu.Item
            key={status}
            leftSection={<StatusMark status={status} />}
            onClick={() => client.presence.setStatus(status)}
          >
            {t(`people.status.${status}`)}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item component={Link} to="/" leftSection={<HomeIcon {...icon} />}>
          {t('home.title')}
        </Menu.Item>
        <Menu.Item component={Link} to="/settings/profile" leftSection={<SettingsIcon {...icon} />}>
          {t('people.settings')}
        </Menu.Item>
        <Menu.Item leftSection={<MoonIcon {...icon} />} onClick={() => run('app.theme')}>
          {t('app.theme')}
        </Menu.Item>
        <Menu.Item leftSection={<KeyboardIcon {...icon} />} onClick={() => run('app.shortcuts')}>
          {t('app.shortcuts')}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item leftSection={<LogoutIcon {...icon} />} onClick={() => void leave()}>
          {t('app.logout')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function StatusMark({ status }: { status: (typeof statuses)[number] }) {
  return (
    <span style={{ position: 'relative', inlineSize: 12, blockSize: 12, display: 'block' }}>
      <PresenceDot status={status} />
    </span>
  );
}
