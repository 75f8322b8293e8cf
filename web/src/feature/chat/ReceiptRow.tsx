// Who has read as far as this message, as small avatars at its end.
import { useTranslation } from 'react-i18next';
import { AvatarStack, type StackPerson } from '../../ui/AvatarStack';
import classes from './chat.module.css';

export type Reader = StackPerson;

export function ReceiptRow({ readers }: { readers: readonly Reader[] }) {
  const { t } = useTranslation();
  if (readers.length === 0) return null;
  const names = readers.map((reader) => reader.name).join(', ');
  return (
    <div className={classes.receipts}>
      <AvatarStack people={readers} size={16} max={3} label={t('chat.readBy', { names })} />
    </div>
  );
}
