// The searchable grid inside the emoji picker.
import {
  EmojiPicker as Picker,
  type EmojiPickerListEmojiProps,
  type EmojiPickerListRowProps,
} from 'frimousse';
import { useTranslation } from 'react-i18next';
import { useLanguage } from './dates';
import classes from './EmojiPicker.module.css';

// The package counts from 0, ARIA counts from 1.
function Row(props: EmojiPickerListRowProps) {
  return <div {...props} aria-rowindex={Number(props['aria-rowindex'] ?? 0) + 1} />;
}

function Emoji({ emoji, ...props }: EmojiPickerListEmojiProps) {
  return (
    <button type="button" {...props} aria-colindex={Number(props['aria-colindex'] ?? 0) + 1}>
      {emoji.emoji}
    </button>
  );
}

const parts = { Row, Emoji };

export function EmojiGrid({ onPick }: { onPick: (emoji: string) => void }) {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <Picker.Root
      className={classes.root}
      locale={language === 'de' ? 'de' : 'en'}
      emojibaseUrl={`${location.origin}/emoji`}
      columns={8}
      onEmojiSelect={({ emoji }) => onPick(emoji)}
    >
      <Picker.Search
        className={classes.search}
        placeholder={t('common.searchEmoji')}
        aria-label={t('common.searchEmoji')}
      />
      <Picker.Viewport className={classes.viewport}>
        <Picker.Loading className={classes.note}>{t('common.loading')}</Picker.Loading>
        <Picker.Empty className={classes.note}>{t('common.noEmoji')}</Picker.Empty>
        <Picker.List className={classes.list} components={parts} />
      </Picker.Viewport>
    </Picker.Root>
  );
}
