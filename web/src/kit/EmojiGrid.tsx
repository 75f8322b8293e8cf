// The searchable grid inside the emoji picker.
import { EmojiPicker as Picker } from 'frimousse';
import { useTranslation } from 'react-i18next';
import { useLanguage } from './RelativeTime';
import classes from './EmojiPicker.module.css';

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
        <Picker.List className={classes.list} />
      </Picker.Viewport>
    </Picker.Root>
  );
}
