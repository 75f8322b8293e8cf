// A chosen time of a document: what changed in it, what changed since, or its text; from change to
// change, and back to it for good.
import { Box, SegmentedControl, Text } from '@mantine/core';
import { useMemo, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../../kit/dates';
import { IconAction } from '../../../ui/IconAction';
import { BackIcon, DownIcon, NamedIcon, UpIcon } from '../../../ui/icons';
import { useReturnFocus } from '../../../ui/useReturnFocus';
import { changesOf } from './changes';
import { NameForm } from './NameForm';
import classes from './history.module.css';
import { ReadingText } from './ReadingText';
import { RestoreButton } from './RestoreButton';
import type { Chosen, Reading } from './timeline';
import type { HistoryView } from './useHistoryView';

export interface ReadingViewProps {
  view: HistoryView;
  chosen: Chosen;
  /** Beside the list; else in its place. */
  wide: boolean;
}

/** Which change the reader is at; another difference begins with its first. */
function usePlace(key: string, count: number) {
  const [place, setPlace] = useState({ key: '', at: 0 });
  const at = place.key === key ? Math.min(place.at, Math.max(0, count - 1)) : 0;
  const go = (step: number) => setPlace({ key, at: (at + step + count) % count });
  return { at, go };
}

export function ReadingView({ view, chosen, wide }: ReadingViewProps) {
  useReturnFocus();
  const { t } = useTranslation();
  const { choose, reading, difference: open } = view;
  const blocks = open.difference?.blocks;
  const changes = useMemo(() => changesOf(blocks ?? []), [blocks]);
  const count = reading === 'text' ? 0 : changes.count;
  const { at, go } = usePlace(open.shown, count);
  const { name, time } = useNames(view, chosen);
  const [naming, setNaming] = useState(false);
  const nameIt = async (words: string) => {
    const answer = await view.actions.name(words, chosen.at);
    // It ends where the next change begins.
    if (answer.ok) choose({ ...chosen, at: answer.value.at });
    return answer;
  };
  const leave = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.defaultPrevented) return;
    event.stopPropagation();
    choose(null);
  };
  return (
    <section
      className={wide ? classes.cover : classes.inSheet}
      aria-label={t('history.reading', { time: name ?? time })}
      onKeyDown={leave}
    >
      <Head {...{ view, chosen, wide, name, time }} onName={() => setNaming(true)} />
      {naming ? (
        <Box px="md">
          <NameForm initial="" run={nameIt} onClose={() => setNaming(false)} />
        </Box>
      ) : null}
      <div className={classes.readingBar}>
        <Readings view={view} />
        {reading === 'text' ? null : <Steps count={count} at={at} go={go} />}
      </div>
      <ReadingText view={view} changes={changes} current={count > 0 ? at : -1} />
    </section>
  );
}

function useNames({ page }: HistoryView, chosen: Chosen) {
  const language = useLanguage();
  const version = page.versions.find((one) => one.at === chosen.at);
  const format = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' });
  return { name: version?.name, time: format.format(chosen.at) };
}

interface HeadProps extends ReadingViewProps {
  name: string | undefined;
  time: string;
  onName: () => void;
}

function Head({ view, chosen, wide, name, time, onName }: HeadProps) {
  const { t } = useTranslation();
  const newest = chosen.at >= (view.page.moments.at(-1)?.at ?? 0);
  return (
    <header className={classes.readingHead}>
      <IconAction
        label={t(wide ? 'history.backToText' : 'history.backToList')}
        icon={BackIcon}
        onClick={() => view.choose(null)}
      />
      <div className={classes.readingTitle}>
        <Text component="h3" fz="sm" fw={600} className="at-ellipsis at-numbers">
          {name ?? time}
        </Text>
        {name === undefined ? null : (
          <Text fz="xs" c="dimmed" className="at-numbers at-ellipsis">
            {time}
          </Text>
        )}
      </div>
      {name === undefined ? (
        <IconAction label={t('history.name')} icon={NamedIcon} onClick={onName} />
      ) : null}
      {newest ? null : <RestoreButton view={view} at={chosen.at} time={name ?? time} />}
    </header>
  );
}

function Readings({ view: { reading, read } }: { view: HistoryView }) {
  const { t } = useTranslation();
  return (
    <SegmentedControl
      size="xs"
      aria-label={t('history.compare')}
      value={reading}
      onChange={(value) => read(value as Reading)}
      data={[
        { value: 'in', label: t('history.in') },
        { value: 'since', label: t('history.since') },
        { value: 'text', label: t('history.text') },
      ]}
    />
  );
}

function Steps({ count, at, go }: { count: number; at: number; go: (step: number) => void }) {
  const { t } = useTranslation();
  return (
    <div className={classes.steps}>
      <Text fz="xs" c="dimmed" className="at-numbers" role="status">
        {count === 0 ? t('history.noChange') : t('history.step', { at: at + 1, count })}
      </Text>
      <IconAction
        small
        label={t('history.previous')}
        icon={UpIcon}
        disabled={count === 0}
        onClick={() => go(-1)}
      />
      <IconAction
        small
        label={t('history.next')}
        icon={DownIcon}
        disabled={count === 0}
        onClick={() => go(1)}
      />
    </div>
  );
}
