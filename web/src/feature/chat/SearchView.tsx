// Search in the messages of one room: words in, hits with marked matches, a click goes there.
import type { SearchHit } from '@atelier/sdk';
import { Text, TextInput, UnstyledButton } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { nameOf } from '../../kit/personName';
import { RelativeTime } from '../../kit/RelativeTime';
import { Snippet } from '../../kit/Snippet';
import { Empty, Failure, LineSkeleton, Loading } from '../../kit/StateView';
import { toAppError } from '../../state/errors';
import { useSearchRoomQuery } from '../../state/rest';
import { SearchIcon, iconStroke } from '../../ui/icons';
import classes from './chat.module.css';

export interface SearchViewProps {
  room: string;
  onJump: (seq: number) => void;
}

export function SearchView({ room, onJump }: SearchViewProps) {
  const { t } = useTranslation();
  const [words, setWords] = useState('');
  const [asked] = useDebouncedValue(words.trim(), 250);
  return (
    <div className={classes.search} role="search">
      <TextInput
        m="md"
        autoFocus
        aria-label={t('chat.searchLabel')}
        placeholder={t('chat.searchPlaceholder')}
        leftSection={<SearchIcon size={16} stroke={iconStroke} aria-hidden />}
        value={words}
        onChange={(event) => setWords(event.currentTarget.value)}
      />
      {asked.length < 2 ? (
        <Text fz="sm" c="dimmed" px="lg">
          {t('chat.searchPurpose')}
        </Text>
      ) : (
        <Hits room={room} words={asked} onJump={onJump} />
      )}
    </div>
  );
}

function Hits({ room, words, onJump }: SearchViewProps & { words: string }) {
  const { t } = useTranslation();
  const { data, error, refetch, isLoading } = useSearchRoomQuery({ room, words });
  if (error) return <Failure error={toAppError(error)} onRetry={() => void refetch()} />;
  if (isLoading || !data) {
    return (
      <Loading>
        <LineSkeleton lines={5} />
      </Loading>
    );
  }
  if (data.hits.length === 0) {
    return (
      <Empty
        icon={SearchIcon}
        title={t('chat.noHitsTitle')}
        purpose={t('chat.noHitsPurpose', { words })}
      />
    );
  }
  return (
    <ul className={classes.threadList} aria-label={t('chat.hits', { count: data.hits.length })}>
      {data.hits.map((hit) => (
        <li key={hit.message.id}>
          <Hit hit={hit} onJump={() => onJump(hit.message.seq)} />
        </li>
      ))}
    </ul>
  );
}

function Hit({ hit, onJump }: { hit: SearchHit; onJump: () => void }) {
  const { t } = useTranslation();
  return (
    <UnstyledButton className={classes.pinRow} onClick={onJump}>
      <Text component="span" fz="xs" c="dimmed" display="block">
        {nameOf(hit.message.from, t)}
        {' · '}
        <RelativeTime at={hit.message.at} />
      </Text>
      <Text component="span" fz="sm" lineClamp={3}>
        <Snippet text={hit.snippet} />
      </Text>
    </UnstyledButton>
  );
}
