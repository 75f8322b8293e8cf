// The emoji button with its popover. The data comes from this server, never from a public host.
import { Button, Popover } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { IconAction } from '../ui/IconAction';
import { EmojiIcon } from '../ui/icons';
import { LineSkeleton } from './StateView';
import classes from './EmojiPicker.module.css';

const EmojiGrid = lazy(() => import('./EmojiGrid').then((m) => ({ default: m.EmojiGrid })));

export const quickEmoji = ['👍', '❤️', '🎉', '👀', '✅', '😄'] as const;

export interface EmojiPopoverProps {
  label: string;
  onPick: (emoji: string) => void;
  small?: boolean;
  /** A row of the most used ones above the grid. */
  quick?: boolean;
  disabled?: boolean;
}

export function EmojiPopover({ label, onPick, small, quick, disabled }: EmojiPopoverProps) {
  const [opened, setOpened] = useState(false);
  const pick = (emoji: string) => {
    setOpened(false);
    onPick(emoji);
  };
  return (
    <Popover opened={opened} onChange={setOpened} trapFocus returnFocus shadow="md" withinPortal>
      <Popover.Target>
        <IconAction
          label={label}
          icon={EmojiIcon}
          small={small ?? false}
          disabled={disabled ?? false}
          aria-expanded={opened}
          onClick={() => setOpened(!opened)}
        />
      </Popover.Target>
      <Popover.Dropdown p={0} className={classes.dropdown} aria-label={label}>
        {quick ? <QuickRow onPick={pick} /> : null}
        <Suspense fallback={<LineSkeleton lines={3} height={24} />}>
          <EmojiGrid onPick={pick} />
        </Suspense>
      </Popover.Dropdown>
    </Popover>
  );
}

function QuickRow({ onPick }: { onPick: (emoji: string) => void }) {
  const { t } = useTranslation();
  return (
    <div className={classes.quick}>
      {quickEmoji.map((emoji) => (
        <Button
          key={emoji}
          variant="subtle"
          color="gray"
          size="compact-md"
          aria-label={t('chat.reactWith', { emoji })}
          onClick={() => onPick(emoji)}
        >
          {emoji}
        </Button>
      ))}
    </div>
  );
}
