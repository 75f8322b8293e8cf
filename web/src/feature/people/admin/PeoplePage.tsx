// Who comes into the workspace: invites for new members and owners, and what became of them.
import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { usePageTitle } from '../../../kit/usePageTitle';
import { useSessionQuery } from '../../../state/rest';
import { InviteList } from '../room/InviteList';
import { InvitePerson } from '../room/InvitePerson';
import { Section } from '../settings/Section';
import { ErasePeople } from './ErasePeople';
import { useAdminWords } from './useAdminWords';

export function PeoplePage() {
  const { t } = useTranslation();
  const ready = useAdminWords();
  const registration = useSessionQuery().data?.registration ?? 'closed';
  usePageTitle(t('people.adminPeople'));
  if (!ready) return null;
  return (
    <>
      <Section title={t('people.adminPeople')} purpose={t(`admin.registration.${registration}`)}>
        {registration === 'closed' ? (
          <Text fz="sm" c="dimmed">
            {t('admin.howToOpen')}
          </Text>
        ) : (
          <>
            <InvitePerson />
            <InviteList />
          </>
        )}
      </Section>
      <ErasePeople />
    </>
  );
}
