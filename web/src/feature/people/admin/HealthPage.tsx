// How the server does: whether it takes writes, who is connected, how fast it stores, what went wrong.
import type { HealthReport, LoggedLine } from '@atelier/sdk';
import { Alert, Badge, Text } from '@mantine/core';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { addServerWords } from '../../../i18n/server';
import { useWords } from '../../../i18n/useWords';
import { useLanguage } from '../../../kit/dates';
import { RelativeTime } from '../../../kit/RelativeTime';
import { Failure, LineSkeleton, Loading } from '../../../kit/StateView';
import { usePageTitle } from '../../../kit/usePageTitle';
import { Section } from '../settings/Section';
import classes from '../settings/settings.module.css';
import { durationOf } from './durationOf';
import { Facts } from './Facts';
import { useLoaded, type Read } from './useLoaded';

const health: Read<HealthReport> = (api) => api.health();
const lookAgainMs = 5_000;

export function HealthPage() {
  const { t } = useTranslation();
  const words = useWords(addServerWords);
  const { data, error, reload } = useLoaded(health);
  usePageTitle(t('people.adminHealth'));
  useEffect(() => {
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') void reload();
    }, lookAgainMs);
    return () => clearInterval(timer);
  }, [reload]);
  if (error && !data) return <Failure error={error} onRetry={() => void reload()} />;
  if (!words || !data) {
    return (
      <Loading>
        <LineSkeleton lines={6} height={24} />
      </Loading>
    );
  }
  return (
    <>
      <State report={data} />
      <Section title={t('server.errors')} purpose={t('server.errorsPurpose')}>
        {data.errors.length === 0 ? (
          <Text fz="sm" c="dimmed">
            {t('server.noErrors')}
          </Text>
        ) : (
          <div role="list" aria-label={t('server.errors')}>
            {data.errors.map((line, index) => (
              <ErrorRow key={`${line.at}/${index}`} line={line} />
            ))}
          </div>
        )}
      </Section>
    </>
  );
}

function State({ report }: { report: HealthReport }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const number = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
  const { commits, mail } = report;
  const took = (us: number) => t('server.milliseconds', { count: number.format(us / 1000) });
  return (
    <Section title={t('people.adminHealth')} purpose={t('server.healthPurpose')}>
      {report.ready ? null : (
        <Alert color="red" mb="md" title={t('server.notReady')}>
          {report.reason}
        </Alert>
      )}
      <Facts
        facts={[
          [t('server.state'), t(report.ready ? 'server.ready' : 'server.notReady')],
          [t('server.version'), report.version],
          [t('server.uptime'), durationOf(report.uptime_ms, language)],
          [t('server.connections'), number.format(report.connections ?? 0)],
          [t('server.websockets'), number.format(report.websockets ?? 0)],
          [t('server.commitMean'), took(commits.mean_us)],
          [t('server.commitMost'), took(commits.max_us)],
          [t('server.commitFailures'), number.format(commits.failures)],
          [
            t('server.mail'),
            mail.server
              ? t('server.mailState', { waiting: mail.waiting, sent: mail.sent })
              : t('server.noMail'),
          ],
        ]}
      />
    </Section>
  );
}

function ErrorRow({ line }: { line: LoggedLine }) {
  const { t } = useTranslation();
  return (
    <div className={`${classes.row} ${classes.wrapping}`} role="listitem">
      <div className={classes.words}>
        <Text fz="sm" style={{ overflowWrap: 'anywhere' }}>
          {line.event}
        </Text>
        <Text fz="xs" c="dimmed">
          <RelativeTime at={line.at} />
        </Text>
      </div>
      <Badge color={line.level === 'error' ? 'red' : 'amber'}>
        {t(`server.level.${line.level}`)}
      </Badge>
    </div>
  );
}
