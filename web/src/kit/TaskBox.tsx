// The box of a task in rendered Markdown: a picture of done or open, not a control. It hangs in front
// of its item, as a bullet would, so that the words keep one edge when they wrap.
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
      style={{ verticalAlign: '-3px', marginInline: '-22px 6px' }}
    />
  );
}
