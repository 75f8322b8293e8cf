// Why a document cannot be written here, what can be done with it, and whom to ask.
import { useTranslation } from 'react-i18next';
import { roleAllows, useArchived, useMembers, useMyRole } from '../../state/useRoom';

export function useReadOnlyReason(room: string, readOnly: boolean): string | undefined {
  const { t } = useTranslation();
  const role = useMyRole(room);
  const archived = useArchived(room);
  const owner = useMembers(room).find((member) => member.role === 'owner')?.name ?? '';
  if (!readOnly || !role) return undefined;
  if (archived) return t('common.roomArchived', { owner });
  return t(roleAllows(role, 'commenter') ? 'docs.commentOnly' : 'docs.readOnly', { owner });
}
