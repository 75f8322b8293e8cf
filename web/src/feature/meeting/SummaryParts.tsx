// The parts of a summary, each a list under its heading; what is empty and teaches nothing is left out.
import type { MeetingPerson, MeetingSummary, Message, Thread } from '@atelier/sdk';
import { Anchor, Text, Title, UnstyledButton } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { PersonChip } from '../../kit/PersonChip';
import { nameOf } from '../../kit/personName';
import { plainWords } from '../../kit/plainWords';
import { RelativeTime } from '../../kit/RelativeTime';
import { useClient } from '../../state/client';
import { lookOf, useMembers } from '../../state/useRoom';
import { durationWords } from './durations';
import classes from './meeting.module.css';

export interface Place {
  readonly title: string;
  readonly open: () => void;
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={classes.part} aria-label={title}>
      <Title order={3} fz="lg" mb="sm">
        {title}
      </Title>
      {children}
    </section>
  );
}

function Hint({ children }: { children: ReactNode }) {
  return (
    <Text fz="sm" c="dimmed">
      {children}
    </Text>
  );
}

interface RowProps {
  name: string;
  words: string;
  at?: number;
  onOpen?: () => void;
}

function Row({ name, words, at, onOpen }: RowProps) {
  const content = (
    <>
      <Text component="span" fz="xs" c="dimmed" display="block">
        {name}
        {at === undefined ? null : (
          <>
            {' · '}
            <RelativeTime at={at} />
          </>
        )}
      </Text>
      <Text component="span" className={classes.words}>
        {words}
      </Text>
    </>
  );
  if (!onOpen) return <div className={classes.row}>{content}</div>;
  return (
    <UnstyledButton className={classes.row} onClick={onOpen}>
      {content}
    </UnstyledButton>
  );
}

interface DecisionsProps {
  messages: readonly Message[];
  onMessage: (seq: number) => void;
}

export function Decisions({ messages, onMessage }: DecisionsProps) {
  const { t } = useTranslation();
  return (
    <Part title={t('meeting.decisions')}>
      {messages.length === 0 ? <Hint>{t('meeting.decisionsHint')}</Hint> : null}
      <ul className={classes.list}>
        {messages.map((message) => (
          <li key={message.seq}>
            <Row
              name={nameOf(message.from, t)}
              words={plainWords(message.text)}
              at={message.at}
              onOpen={() => onMessage(message.seq)}
            />
          </li>
        ))}
      </ul>
    </Part>
  );
}

interface OpenThreadsProps {
  threads: readonly Thread[];
  resolved: number;
  placeOf: (thread: Thread) => Place | null;
}

export function OpenThreads({ threads, resolved, placeOf }: OpenThreadsProps) {
  const { t } = useTranslation();
  if (threads.length === 0 && resolved === 0) return null;
  return (
    <Part title={t('meeting.threads')}>
      {threads.length === 0 ? <Hint>{t('meeting.noThreads')}</Hint> : null}
      <ul className={classes.list}>
        {threads.map((thread) => {
          const place = placeOf(thread);
          const words = thread.message.text || thread.suggestion?.text || thread.anchor.quote || '';
          return (
            <li key={thread.id}>
              <Row
                name={[nameOf(thread.from, t), place?.title].filter(Boolean).join(' · ')}
                words={plainWords(words)}
                {...(place ? { onOpen: place.open } : {})}
              />
            </li>
          );
        })}
      </ul>
      {resolved > 0 ? <Hint>{t('meeting.resolved', { count: resolved })}</Hint> : null}
    </Part>
  );
}

export function Who({ room, people }: { room: string; people: readonly MeetingPerson[] }) {
  const { t } = useTranslation();
  const members = useMembers(room);
  return (
    <Part title={t('meeting.who')}>
      {people.length === 0 ? <Hint>{t('meeting.nobody')}</Hint> : null}
      <ul className={classes.people}>
        {people.map((person) => (
          <li key={person.id}>
            <PersonChip
              name={nameOf(person, t)}
              {...lookOf(members, person.id)}
              kind={person.kind}
              detail={<span className="at-numbers">{durationWords(person.ms, t)}</span>}
            />
          </li>
        ))}
      </ul>
    </Part>
  );
}

export function Surfaces({ places }: { places: readonly (Place & { id: string })[] }) {
  const { t } = useTranslation();
  if (places.length === 0) return null;
  return (
    <Part title={t('meeting.surfaces')}>
      <ul className={classes.list}>
        {places.map(({ id, title, open }) => (
          <li key={id}>
            <Anchor component="button" onClick={open}>
              {title}
            </Anchor>
          </li>
        ))}
      </ul>
    </Part>
  );
}

interface FilesProps {
  room: string;
  files: MeetingSummary['files'];
}

export function Files({ room, files }: FilesProps) {
  const { t } = useTranslation();
  const client = useClient();
  if (files.length === 0) return null;
  return (
    <Part title={t('meeting.files')}>
      <ul className={classes.list}>
        {files.map(({ file, name }) => (
          <li key={file}>
            <Anchor href={client.files.url(room, file)} download={name}>
              {name}
            </Anchor>
          </li>
        ))}
      </ul>
    </Part>
  );
}
