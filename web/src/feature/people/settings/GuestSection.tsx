// A guest who makes an account here stays who they were: how to get one.
import { Button, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useSessionQuery } from '../../../state/rest';
import { Section } from './Section';

export function GuestSection() {
  const { t } = useTranslation();
  const registration = useSessionQuery().data?.registration;
  if (!registration || registration === 'closed') return null;
  return (
    <Section title={t('account.guest')} purpose={t('account.guestPurpose')}>
      {registration === 'open' ? (
        <Button component="a" href="/login?form=register" variant="default">
          {t('account.guestCreate')}
        </Button>
      ) : (
        <Text fz="sm">{t('account.guestInvite')}</Text>
      )}
    </Section>
  );
}
