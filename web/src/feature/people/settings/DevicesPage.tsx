// Where I am signed in, and ending any of it. Ending my own login is signing out.
import type { Login } from '@atelier/sdk';
import { Badge, Button, Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { RelativeTime } from '../../../kit/RelativeTime';
import { Failure, LineSkeleton, Loading } from '../../../kit/StateView';
import { usePageTitle } from '../../../kit/usePageTitle';
import { toAppError } from '../../../state/errors';
import {
  useEndLoginMutation,
  useEndOtherLoginsMutation,
  useLoginsQuery,
} from '../../../state/rest';
import { DeviceIcon, iconStroke } from '../../../ui/icons';
import { Section } from './Section';
import classes from './settings.module.css';

export function DevicesPage() {
  const { t } = useTranslation();
  const { data, error, refetch } = useLoginsQuery();
  const [endOthers, ending] = useEndOtherLoginsMutation();
  usePageTitle(t('people.devices'));
  return (
    <Section title={t('people.devices')} purpose={t('people.devicesPurpose')}>
      {error ? <Failure error={toAppError(error)} onRetry={() => void refetch()} /> : null}
      {!data && !error ? (
        <Loading>
          <LineSkeleton lines={3} height={32} />
        </Loading>
      ) : null}
      <div role="list" aria-label={t('people.devices')}>
        {(data ?? []).map((login) => (
          <LoginRow key={login.id} login={login} />
        ))}
      </div>
      {(data?.length ?? 0) > 1 ? (
        <Button
          mt="md"
          variant="default"
          loading={ending.isLoading}
          onClick={() => void endOthers()}
        >
          {t('people.endOthers')}
        </Button>
      ) : null}
    </Section>
  );
}

function LoginRow({ login }: { login: Login }) {
  const { t } = useTranslation();
  const [end, { isLoading }] = useEndLoginMutation();
  return (
    <div className={classes.row} role="listitem">
      <Group gap="md" wrap="nowrap" miw={0}>
        <DeviceIcon size={20} stroke={iconStroke} aria-hidden />
        <div style={{ minWidth: 0 }}>
          <Text fz="sm" fw={500} className="at-ellipsis">
            {login.device}
          </Text>
          <Text fz="xs" c="dimmed">
            {t('people.lastSeen')} <RelativeTime at={login.last_seen_at} />
          </Text>
        </div>
      </Group>
      {login.current ? (
        <Badge color="green">{t('people.thisDevice')}</Badge>
      ) : (
        <Button
          size="xs"
          variant="default"
          loading={isLoading}
          aria-label={t('people.endOf', { device: login.device })}
          onClick={() => void end(login.id)}
        >
          {t('people.end')}
        </Button>
      )}
    </div>
  );
}
