// The phone's bottom tabs: what is in the room, its chat, its people, and more.
import { UnstyledButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import {
  ChatIcon,
  DocumentIcon,
  MoreIcon,
  PeopleIcon,
  iconStroke,
  type IconComponent,
} from '../../ui/icons';
import classes from './room.module.css';
import { useRoomScope } from './roomContext';
import { useRoomUnread } from './useRoomEffects';

export function PhoneTabs() {
  const { t } = useTranslation();
  const { address, dialog, open } = useRoomScope();
  const unread = useRoomUnread(address.room);
  return (
    <nav className={classes.phoneTabs} aria-label={t('app.phoneTabs')}>
      <PhoneTab
        label={t('app.surfaces')}
        icon={DocumentIcon}
        on={dialog === 'surfaces'}
        onPress={() => open('surfaces')}
      />
      <PhoneTab
        label={t('app.panel.chat')}
        count={unread}
        icon={ChatIcon}
        on={address.panel === 'chat'}
        onPress={() => address.setPanel('chat')}
      />
      <PhoneTab
        label={t('app.panel.people')}
        icon={PeopleIcon}
        on={address.panel === 'people'}
        onPress={() => address.setPanel('people')}
      />
      <PhoneTab
        label={t('app.more')}
        icon={MoreIcon}
        on={dialog === 'more'}
        onPress={() => open('more')}
      />
    </nav>
  );
}

interface PhoneTabProps {
  label: string;
  icon: IconComponent;
  on: boolean;
  count?: number;
  onPress: () => void;
}

function PhoneTab({ label, icon: Icon, on, count = 0, onPress }: PhoneTabProps) {
  const { t } = useTranslation();
  return (
    <UnstyledButton
      className={classes.phoneTab}
      aria-pressed={on}
      aria-label={count > 0 ? t('app.withUnread', { label, count }) : label}
      onClick={onPress}
    >
      <span className={classes.phoneIcon}>
        <Icon size={20} stroke={iconStroke} aria-hidden />
        {count > 0 ? (
          <span className={classes.count} data-count={count > 99 ? '99+' : count} />
        ) : null}
      </span>
      {label}
    </UnstyledButton>
  );
}
