// For owners: what somebody left here, given out or taken away when they ask for it (SAF3, SAF21).
import type { Person } from '@atelier/sdk';
import { Button, Group, Text } from '@mantine/core';
import { useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ConfirmDialog } from '../../../kit/ConfirmDialog';
import { download } from '../../../kit/download';
import { notify } from '../../../kit/notify';
import { PersonChip } from '../../../kit/PersonChip';
import { nameOf } from '../../../kit/personName';
import { Failure, LineSkeleton, Loading } from '../../../kit/StateView';
import { useClient } from '../../../state/client';
import { toAppError } from '../../../state/errors';
import { usePeopleQuery } from '../../../state/rest';
import { useRegisterCommands } from '../../../state/useCommands';
import { colorOf } from '../../../state/useRoom';
import { Section } from '../settings/Section';
import classes from '../settings/settings.module.css';

export function ErasePeople() {
  const { t } = useTranslation();
  const client = useClient();
  const { data, error, refetch } = usePeopleQuery();
  const [asked, setAsked] = useState<Person | null>(null);
  const people = useMemo(() => (data ?? []).filter(({ kind }) => kind !== 'bot'), [data]);
  const take = useCallback(
    (person: Person) =>
      void client.belongings().then((theirs) => download(theirs.exportUrl(person.id))),
    [client],
  );
  usePeopleCommands(people, { take, ask: setAsked });
  return (
    <Section title={t('admin.eraseList')} purpose={t('admin.erasePurpose')}>
      {error ? <Failure error={toAppError(error)} onRetry={() => void refetch()} /> : null}
      {!data && !error ? (
        <Loading>
          <LineSkeleton lines={3} height={32} />
        </Loading>
      ) : null}
      {data && people.length === 0 ? (
        <Text fz="sm" c="dimmed">
          {t('admin.eraseNobody')}
        </Text>
      ) : (
        <div role="list" aria-label={t('admin.eraseList')}>
          {people.map((person) => (
            <PersonRow
              key={person.id}
              person={person}
              onTake={() => take(person)}
              onErase={() => setAsked(person)}
            />
          ))}
        </div>
      )}
      {asked ? <EraseDialog person={asked} onClose={() => setAsked(null)} /> : null}
    </Section>
  );
}

interface Deeds {
  take: (person: Person) => void;
  ask: (person: Person) => void;
}

function usePeopleCommands(people: readonly Person[], { take, ask }: Deeds) {
  const { t } = useTranslation();
  const commands = useMemo(
    () =>
      people.flatMap((person) => {
        const name = nameOf(person, t);
        const command = (verb: 'erase' | 'download', run: () => void) => ({
          id: `app.${verb}.${person.id}`,
          titleKey: `admin.${verb}Of`,
          title: t(`admin.${verb}Of`, { name }),
          run,
        });
        return [command('download', () => take(person)), command('erase', () => ask(person))];
      }),
    [people, ask, take, t],
  );
  useRegisterCommands(commands);
}

interface PersonRowProps {
  person: Person;
  onTake: () => void;
  onErase: () => void;
}

function PersonRow({ person, onTake, onErase }: PersonRowProps) {
  const { t } = useTranslation();
  const name = nameOf(person, t);
  return (
    <div className={classes.row} role="listitem">
      <PersonChip name={name} kind={person.kind} color={colorOf([], person.id)} />
      <Group gap="sm" wrap="nowrap">
        <Button
          size="xs"
          variant="default"
          aria-label={t('admin.downloadOf', { name })}
          onClick={onTake}
        >
          {t('admin.download')}
        </Button>
        <Button
          size="xs"
          variant="default"
          aria-label={t('admin.eraseOf', { name })}
          onClick={onErase}
        >
          {t('admin.erase')}
        </Button>
      </Group>
    </div>
  );
}

function EraseDialog({ person, onClose }: { person: Person; onClose: () => void }) {
  const { t } = useTranslation();
  const client = useClient();
  const name = nameOf(person, t);
  const erase = async () => {
    const answer = await (await client.belongings()).erase(person.id);
    if (answer.ok) notify({ message: t('admin.erased', { name }) });
    return answer;
  };
  return (
    <ConfirmDialog
      title={t('admin.eraseTitle', { name })}
      words={[t('admin.eraseGoes'), t('admin.eraseStays')]}
      typed={{ label: t('admin.eraseType'), words: name }}
      verb={t('admin.erase')}
      run={erase}
      onClose={onClose}
    />
  );
}
