// The moments of a document as a line to go along: by hand, by keys, or by itself.
import type { Moment } from '@atelier/sdk';
import { Text } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../../kit/dates';
import { IconAction } from '../../../ui/IconAction';
import { PauseIcon, PlayIcon } from '../../../ui/icons';
import classes from './history.module.css';
import type { PersonOf } from './people';
import { ticksOf } from './timeline';
import type { Playback } from './usePlayback';

const ticksAtMost = 90;

export interface ScrubberProps {
  moments: readonly Moment[];
  /** Of the moment that is shown; behind the last one is now. */
  index: number;
  personOf: PersonOf;
  playback: Playback;
  onGo: (index: number) => void;
}

function useMomentTime() {
  const language = useLanguage();
  return (at: number): string => {
    const sameYear = new Date(at).getFullYear() === new Date().getFullYear();
    const options: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'short' };
    if (!sameYear) options.year = 'numeric';
    const clock = { hour: '2-digit', minute: '2-digit' } as const;
    return new Intl.DateTimeFormat(language, { ...options, ...clock }).format(at);
  };
}

interface MomentWordsProps {
  moment: Moment | undefined;
  personOf: PersonOf;
}

/** One line, so that nothing moves while the slider does. */
function MomentWords({ moment, personOf }: MomentWordsProps) {
  const { t } = useTranslation();
  const timeOf = useMomentTime();
  const name = moment?.author ? `, ${personOf(moment.author).name}` : '';
  return (
    <div className={classes.momentWords} aria-hidden>
      <Text fz="xs" c="dimmed" className="at-numbers at-ellipsis">
        {moment ? timeOf(moment.at) + name : t('history.now')}
      </Text>
      {moment ? (
        <Text fz="xs" c="dimmed" className="at-numbers">
          {t('history.amounts', { added: moment.added, removed: moment.removed })}
        </Text>
      ) : null}
    </div>
  );
}

export function Scrubber({ moments, index, personOf, playback, onGo }: ScrubberProps) {
  const { t } = useTranslation();
  const timeOf = useMomentTime();
  const ticks = useMemo(() => ticksOf(moments, ticksAtMost), [moments]);
  const moment = moments[index];
  const facts = moment && {
    ...moment,
    time: timeOf(moment.at),
    name: personOf(moment.author).name,
  };
  const words = !facts
    ? t('history.now')
    : t(facts.author ? 'history.moment' : 'history.momentNobody', { ...facts });
  const { playing, play } = playback;
  return (
    <div className={classes.scrubber}>
      <IconAction
        label={t(playing ? 'history.pause' : 'history.play')}
        icon={playing ? PauseIcon : PlayIcon}
        onClick={() => play(!playing)}
      />
      <div className={classes.line}>
        <div className={classes.ticks} aria-hidden>
          {ticks.map(({ place, author, height }) => (
            <span
              key={place}
              style={{
                insetInlineStart: `${place * 100}%`,
                blockSize: `${Math.round(20 + 80 * height)}%`,
                background: personOf(author).ink,
              }}
            />
          ))}
        </div>
        <input
          type="range"
          className={classes.range}
          aria-label={t('history.scrub')}
          aria-valuetext={words}
          min={0}
          max={moments.length}
          value={index}
          onChange={(event) => {
            play(false);
            onGo(Number(event.currentTarget.value));
          }}
        />
        <MomentWords moment={moment} personOf={personOf} />
      </div>
    </div>
  );
}
