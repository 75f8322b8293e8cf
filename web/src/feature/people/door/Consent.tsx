// What people are told before they come in: on the doors of links and of invites.
import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './DoorFrame.module.css';

export function Consent({ text }: { text: string }) {
  const { t } = useTranslation();
  return (
    <section aria-label={t('joining.consent')}>
      <Text fz="sm" fw={600}>
        {t('joining.consent')}
      </Text>
      <Text fz="sm" className={classes.consent}>
        {text}
      </Text>
    </section>
  );
}
