// Comment on what is selected, in the toolbar over the selection.
import { useComponentsContext } from '@blocknote/react';
import { useTranslation } from 'react-i18next';
import { CommentIcon, iconStroke } from '../../../../ui/icons';

export function CommentButton({ onClick }: { onClick: () => void }) {
  const { t } = useTranslation();
  const components = useComponentsContext();
  if (!components) return null;
  const { Button } = components.FormattingToolbar;
  const label = t('docs.rich.comment');
  return (
    <Button
      className="bn-button"
      label={label}
      mainTooltip={label}
      icon={<CommentIcon size={18} stroke={iconStroke} aria-hidden />}
      onClick={onClick}
    />
  );
}
