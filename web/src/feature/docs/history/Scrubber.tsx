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

function useMomentWords(personOf: PersonOf) {
  const { t } = useTranslation();
  const language = useLanguage();
  return (moment: Moment | undefined): string => {
    if (!moment) return t('history.now');
    const format = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' });
    const { at, author, added, removed } = moment;
    const words = { time: format.format(at), added, removed };
    return !author
      ? t('history.momentNobody', words)
      : t('history.moment', { ...words, name: personOf(author).name });
  };
}

export function Scrubber({ moments, index, personOf, playback, onGo }: ScrubberProps) {
  const { t } = useTranslation();
  const wordsOf = useMomentWords(personOf);
  const ticks = useMemo(() => ticksOf(moments, ticksAtMost), [moments]);
  const words = wordsOf(moments[index]);
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
          {ticks.map(({ author, height }, place) => (
            <span
              key={place}
              style={{
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
        <Text fz="xs" c="dimmed" className="at-numbers">
          {words}
        </Text>
      </div>
    </div>
  );
}
