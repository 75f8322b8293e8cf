// The last message of a room in one line: who, and what.
import type { Message } from '@atelier/sdk';
import { useTranslation } from 'react-i18next';
import { nameOf } from '../../kit/personName';
import { plainWords } from '../../kit/plainWords';
import classes from './HomePage.module.css';

export function LastWords({ message }: { message: Message | undefined }) {
  const { t } = useTranslation();
  if (!message) return t('home.nothingYet');
  return (
    <>
      <span className={classes.author}>{nameOf(message.from, t)}</span>{' '}
      {plainWords(message.text) || t('home.file')}
    </>
  );
}
