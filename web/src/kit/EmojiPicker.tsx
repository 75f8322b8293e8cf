// The emoji picker as others use it: the button's place is there at once, the rest is loaded behind.
import { lazy, Suspense } from 'react';
import { IconAction } from '../ui/IconAction';
import { EmojiIcon } from '../ui/icons';
import type { EmojiPopoverProps } from './EmojiPopover';

const EmojiPopover = lazy(() =>
  import('./EmojiPopover').then((m) => ({ default: m.EmojiPopover })),
);

export function EmojiPicker(props: EmojiPopoverProps) {
  const { label, small = false } = props;
  return (
    <Suspense fallback={<IconAction label={label} icon={EmojiIcon} small={small} disabled />}>
      <EmojiPopover {...props} />
    </Suspense>
  );
}
