// An icon without a word: always with a label, a tooltip and, where there is one, the shortcut.
import { ActionIcon, Group, Kbd, Tooltip, type ActionIconProps } from '@mantine/core';
import type { ElementProps } from '@mantine/core';
import type { IconComponent } from './icons';
import { iconSize, iconStroke } from './icons';

/** Width and height, px. */
export const iconActionSize = 30;

export interface IconActionProps
  extends ActionIconProps, ElementProps<'button', keyof ActionIconProps> {
  label: string;
  icon: IconComponent;
  shortcut?: string | undefined;
  small?: boolean;
}

export function IconAction({
  label,
  icon: Icon,
  shortcut,
  small = false,
  ...rest
}: IconActionProps) {
  const tip = shortcut ? (
    <Group gap={6} wrap="nowrap">
      {label}
      <Kbd size="xs">{shortcut}</Kbd>
    </Group>
  ) : (
    label
  );
  return (
    <Tooltip label={tip}>
      <ActionIcon aria-label={label} size={small ? 26 : iconActionSize} {...rest}>
        <Icon size={small ? iconSize.row : iconSize.control} stroke={iconStroke} aria-hidden />
      </ActionIcon>
    </Tooltip>
  );
}
