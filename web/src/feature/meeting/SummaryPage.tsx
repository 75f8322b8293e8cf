// What a meeting was: when, who for how long, what was decided, what is open and what was made. To read
// on a phone, to print, and to send.
import { Alert, Button, Group, Text, Title, VisuallyHidden } from '@mantine/core';
import type { Thread } from '@atelier/sdk';
import { useTranslation } from 'react-i18next';
import { addMeetingWords } from '../../i18n/meeting';
import { useWords } from '../../i18n/useWords';
import { shortClock, useLanguage } from '../../kit/dates';
import { Empty, Failure, LineSkeleton, Loading } from '../../kit/StateView';
import { usePageTitle } from '../../kit/usePageTitle';
import { roleAllows, useMyRole } from '../../state/useRoom';
import { HistoryIcon, PrintIcon, iconStroke } from '../../ui/icons';
import { durationWords } from './durations';
import classes from './meeting.module.css';
import { SendSummary } from './SendSummary';
import { Decisions, Files, OpenThreads, Surfaces, Who, type Place } from './SummaryParts';
import { useSummary, type FullSummary } from './useSummary';

export interface SummaryPageProps {
  room: string;
  meeting: string;
  onMessage: (seq: number) => void;
  /** Null when its surface is gone. */
  placeOfThread: (thread: Thread) => Place | null;
  placeOfSurface: (id: string) => Place | null;
}

export function SummaryPage(props: SummaryPageProps) {
  const words = useWords(addMeetingWords);
  if (!words) return <Waiting />;
  return <Page key={props.meeting} {...props} />;
}

function Waiting() {
  return (
    <Loading>
      <LineSkeleton lines={8} />
    </Loading>
  );
}

function Page(props: SummaryPageProps) {
  const { t } = useTranslation();
  const { summary, error, read } = useSummary(props.room, props.meeting);
  const owner = roleAllows(useMyRole(props.room), 'owner');
  usePageTitle(summary?.meeting.title || t('meeting.summary'));
  if (error?.code === 'not_found') {
    return (
      <>
        <VisuallyHidden component="h1">{t('meeting.summary')}</VisuallyHidden>
        <Empty icon={HistoryIcon} title={t('meeting.gone')} purpose={t('meeting.goneHint')} />
      </>
    );
  }
  if (error) return <Failure error={error} onRetry={() => void read()} />;
  if (!summary) return <Waiting />;
  return (
    <article className={classes.page} data-summary data-page aria-label={t('meeting.summary')}>
      <Head summary={summary} />
      {summary.meeting.ended_at === undefined ? (
        <Alert color="gray" mb="lg">
          {t('meeting.stillLive')}
        </Alert>
      ) : null}
      {owner && summary.meeting.ended_at !== undefined ? (
        <SendSummary room={props.room} summary={summary} onSent={read} />
      ) : null}
      <Decisions messages={summary.messages} onMessage={props.onMessage} />
      <OpenThreads
        threads={summary.open}
        resolved={summary.resolved}
        placeOf={props.placeOfThread}
      />
      <Who room={props.room} people={summary.people} />
      <Surfaces
        places={summary.surfaces.flatMap((id) => {
          const place = props.placeOfSurface(id);
          return place ? [{ id, ...place }] : [];
        })}
      />
      <Files room={props.room} files={summary.files} />
    </article>
  );
}

function Head({ summary }: { summary: FullSummary }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { title, started_at: from, ended_at: to } = summary.meeting;
  const date = new Intl.DateTimeFormat(language, { dateStyle: 'full' }).format(from);
  const when =
    to === undefined
      ? t('meeting.whenLive', { date, from: shortClock(from, language) })
      : t('meeting.when', {
          date,
          from: shortClock(from, language),
          to: shortClock(to, language),
        });
  return (
    <header className={classes.head}>
      <div>
        <Title order={2}>{title || t('meeting.untitled')}</Title>
        <Text c="dimmed" className="at-numbers">
          {when}
          {to === undefined ? null : ` · ${durationWords(to - from, t)}`}
          {' · '}
          {t('meeting.people', { count: summary.people.length })}
        </Text>
      </div>
      <Group gap="sm" className={classes.actions}>
        <Button
          variant="default"
          leftSection={<PrintIcon size={16} stroke={iconStroke} aria-hidden />}
          onClick={() => window.print()}
        >
          {t('meeting.print')}
        </Button>
      </Group>
    </header>
  );
}
