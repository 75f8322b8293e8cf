// The pages of owners for who is none: says why and whom to ask.
import { useTranslation } from 'react-i18next';
import { addAdminWords } from '../i18n/admin';
import { useWords } from '../i18n/useWords';
import { Loading } from '../kit/StateView';
import { LockIcon } from '../ui/icons';
import { StatusPage } from './StatusPages';

export function OwnersOnlyPage() {
  const { t } = useTranslation();
  if (!useWords(addAdminWords)) return <Loading />;
  return (
    <StatusPage icon={LockIcon} title={t('admin.ownersOnlyTitle')} words={t('admin.ownersOnly')} />
  );
}
