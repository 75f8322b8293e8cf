// The versions of a document by day: now on top, then what was. Named ones stand out.
import type { Version } from '@atelier/sdk';
import { Button, Text } from '@mantine/core';
import { useId, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../../kit/dates';
import { useNow } from '../../../state/useNow';
import { iconStroke, NamedIcon } from '../../../ui/icons';
import classes from './history.module.css';
import { NameForm } from './NameForm';
import { byDay } from './timeline';
import type { HistoryView } from './useHistoryView';
import { VersionRow } from './VersionRow';

function useDayWords() {
  const { t } = useTranslation();
  const language = useLanguage();
  const now = useNow(60_000);
  return (at: number): string => {
    const day = (time: number) => new Date(time).toDateString();
    if (day(at) === day(now)) return t('common.today');
    const yesterday = new Date(now);
    yesterday.setDate(yesterday.getDate() - 1);
    if (day(at) === yesterday.toDateString()) return t('common.yesterday');
    const sameYear = new Date(at).getFullYear() === new Date(now).getFullYear();
    const options: Intl.DateTimeFormatOptions = { weekday: 'long', day: 'numeric', month: 'long' };
    if (!sameYear) options.year = 'numeric';
    return new Intl.DateTimeFormat(language, options).format(at);
  };
}

export function VersionList({ view }: { view: HistoryView }) {
  const { t } = useTranslation();
  const { versions } = view.page;
  const days = useMemo(() => byDay(versions), [versions]);
  return (
    <div className={classes.list}>
      <Now view={view} />
      {days.map((day) => (
        <DayGroup key={day.at} at={day.at} versions={day.versions} view={view} />
      ))}
      {versions.length <= 1 ? (
        <Text fz="sm" c="dimmed" px="sm" py="md">
          {t('history.young')}
        </Text>
      ) : null}
    </div>
  );
}

interface DayGroupProps {
  at: number;
  versions: readonly Version[];
  view: HistoryView;
}

function DayGroup({ at, versions, view }: DayGroupProps) {
  const wordsOf = useDayWords();
  const heading = useId();
  return (
    <section aria-labelledby={heading}>
      <Text id={heading} component="h4" fz="xs" fw={500} c="dimmed" className={classes.day}>
        {wordsOf(at)}
      </Text>
      <ul className={classes.versions}>
        {versions.map((version) => (
          <VersionRow key={version.id ?? version.at} version={version} view={view} />
        ))}
      </ul>
    </section>
  );
}

/** The text as everybody has it, and the offer to name it. */
function Now({ view }: { view: HistoryView }) {
  const { t } = useTranslation();
  const [naming, setNaming] = useState(false);
  const { chosen, choose, actions } = view;
  return (
    <div className={classes.now}>
      <button
        type="button"
        className={classes.pick}
        aria-current={chosen === null}
        onClick={() => choose(null)}
      >
        <Text component="span" fz="sm" fw={500}>
          {t('history.now')}
        </Text>
        <Text component="span" fz="xs" c="dimmed">
          {t('history.nowWords')}
        </Text>
      </button>
      {naming ? (
        <NameForm initial="" run={actions.name} onClose={() => setNaming(false)} />
      ) : (
        <Button
          size="xs"
          variant="default"
          className={classes.nameButton ?? ''}
          leftSection={<NamedIcon size={16} stroke={iconStroke} aria-hidden />}
          onClick={() => setNaming(true)}
        >
          {t('history.name')}
        </Button>
      )}
    </div>
  );
}
