// Who wrote what: the text in the colours of its authors, and here whose colours they are.
import type { PeopleById } from '@atelier/sdk';
import { Button, Text } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../../kit/dates';
import { errorWords } from '../../../kit/errorWords';
import { Avatar } from '../../../ui/Avatar';
import { IconAction } from '../../../ui/IconAction';
import { CloseIcon } from '../../../ui/icons';
import type { Share } from './authors';
import classes from './authorsBar.module.css';
import type { AuthorsPlaceProps } from './place';
import { usePersonOf, type PersonOf } from './people';
import { useAuthors, usePainted } from './useAuthorship';
import { addHistoryWords } from '../../../i18n/history';
import { useWords } from '../../../i18n/useWords';

export function AuthorsBar(props: AuthorsPlaceProps) {
  const { t } = useTranslation();
  const words = useWords(addHistoryWords);
  const { authors, error, retry } = useAuthors(props);
  const people = useMemo<PeopleById>(
    () =>
      Object.fromEntries(
        (authors?.people ?? []).flatMap(({ id, name, kind }) =>
          name !== undefined && kind !== undefined ? [[id, { name, kind }]] : [],
        ),
      ),
    [authors],
  );
  const personOf = usePersonOf(props.room, people);
  const shares = usePainted(props, authors, personOf);
  if (!words) return null;
  return (
    <section className={classes.authors} aria-label={t('history.authors')}>
      <Text fz="xs" fw={500}>
        {t('history.authors')}
      </Text>
      {error ? (
        <>
          <Text fz="xs" c="red" role="alert">
            {t(errorWords(error).titleKey)}
          </Text>
          <Button size="compact-xs" variant="default" onClick={retry}>
            {t('common.retry')}
          </Button>
        </>
      ) : (
        <Legend shares={shares} personOf={personOf} />
      )}
      <IconAction
        small
        label={t('history.authorsClose')}
        icon={CloseIcon}
        onClick={() => props.history.showAuthors(false)}
      />
    </section>
  );
}

interface LegendProps {
  shares: readonly Share[] | null;
  personOf: PersonOf;
}

function Legend({ shares, personOf }: LegendProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const percent = new Intl.NumberFormat(language, { style: 'percent' });
  if (!shares) return <span className={classes.people} data-pending aria-hidden />;
  if (shares.length === 0) {
    return (
      <Text fz="xs" c="dimmed" className={classes.people ?? ''}>
        {t('docs.emptyHere')}
      </Text>
    );
  }
  return (
    <ul className={classes.people}>
      {shares.map(({ person, part }) => {
        const { name, color } = personOf(person);
        return (
          <li key={person ?? ''}>
            {person === undefined ? null : (
              <Avatar name={name} color={color} size={18} decorative />
            )}
            <Text component="span" fz="xs" className="at-numbers">
              {t('history.share', {
                name: person === undefined ? t('history.nobody') : name,
                part: percent.format(part),
              })}
            </Text>
          </li>
        );
      })}
    </ul>
  );
}
