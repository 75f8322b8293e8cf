// Pages for what is not there: an unknown address, a room that is gone or closed to me, a removal; and
// those that wait until it is there again.
import { Button, Stack, Text, Title } from '@mantine/core';
import { useEffect, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { usePageTitle } from '../kit/usePageTitle';
import { LockIcon, SearchIcon, WarningIcon, iconStroke, type IconComponent } from '../ui/icons';
import classes from './StatusPages.module.css';

interface StatusPageProps {
  icon: IconComponent;
  title: string;
  words: string;
  /** In place of the way home. */
  action?: ReactNode;
}

export function StatusPage({ icon: Icon, title, words, action }: StatusPageProps) {
  const { t } = useTranslation();
  usePageTitle(title);
  return (
    <main id="main" className={classes.page} data-region="surface" tabIndex={-1}>
      <Stack gap="md" align="flex-start">
        <Icon size={28} stroke={iconStroke} aria-hidden />
        <Title order={1} tabIndex={-1}>
          {title}
        </Title>
        <Text c="dimmed" maw="56ch">
          {words}
        </Text>
        {action ?? (
          <Button component={Link} to="/">
            {t('app.toHome')}
          </Button>
        )}
      </Stack>
    </main>
  );
}

export function NotFoundPage() {
  const { t } = useTranslation();
  return <StatusPage icon={SearchIcon} title={t('app.notFoundTitle')} words={t('app.notFound')} />;
}

/** Unknown and forbidden rooms look alike, on purpose. */
export function RoomClosedPage() {
  const { t } = useTranslation();
  return (
    <StatusPage icon={LockIcon} title={t('app.roomClosedTitle')} words={t('app.roomClosed')} />
  );
}

export function RemovedPage({ name }: { name: string }) {
  const { t } = useTranslation();
  const title = t('app.removedTitle', { name });
  return <StatusPage icon={LockIcon} title={title} words={t('app.removed')} />;
}

const retryEveryMs = 5_000;

/** Tries again by itself: the server is away, or a room takes nobody in. */
export function WaitingPage({ what, onRetry }: { what: 'away' | 'busy'; onRetry: () => void }) {
  const { t } = useTranslation();
  useEffect(() => {
    const timer = setInterval(onRetry, retryEveryMs);
    return () => clearInterval(timer);
  }, [onRetry]);
  const again = <Button onClick={onRetry}>{t('common.retry')}</Button>;
  const title = t(`app.${what}Title`);
  return <StatusPage icon={WarningIcon} title={title} words={t(`app.${what}`)} action={again} />;
}
