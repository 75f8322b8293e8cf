// The words of these pages, those of inviting among them.
import { addAdminWords } from '../../../i18n/admin';
import { addInvitingWords } from '../../../i18n/inviting';
import { useWords } from '../../../i18n/useWords';

export function useAdminWords(): boolean {
  const own = useWords(addAdminWords);
  const inviting = useWords(addInvitingWords);
  return own && inviting;
}
