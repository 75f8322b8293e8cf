// The box of a task in rendered Markdown: a picture of done or open, not a control.
import { useTranslation } from 'react-i18next';
import { DoneIcon, OpenIcon, iconStroke } from '../ui/icons';

export function TaskBox({ checked }: { checked?: boolean | undefined }) {
  const { t } = useTranslation();
  const Icon = checked ? DoneIcon : OpenIcon;
  return (
    <Icon
      size={16}
      stroke={iconStroke}
      role="img"
      aria-label={t(checked ? 'common.done' : 'common.open')}
      style={{ verticalAlign: '-3px', marginInlineEnd: 6 }}
    />
  );
}
