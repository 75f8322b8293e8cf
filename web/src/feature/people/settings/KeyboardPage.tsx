// Every shortcut, as a view of the command registry, and the switch for single keys.
import { Kbd, Switch, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { usePageTitle } from '../../../kit/usePageTitle';
import { formatShortcut } from '../../../state/commands';
import { setPreference, usePreferences } from '../../../state/preferences';
import { isMac, useCommandList } from '../../../state/useCommands';
import { Section } from './Section';
import classes from './settings.module.css';

/** Keys that belong to a field or a list, not to a command. */
const localKeys: readonly { key: string; titleKey: string }[] = [
  { key: 'enter', titleKey: 'people.keys.send' },
  { key: 'shift+enter', titleKey: 'people.keys.newLine' },
  { key: 'arrowup', titleKey: 'people.keys.editLast' },
  { key: 'escape', titleKey: 'people.keys.escape' },
];

export function ShortcutList() {
  const { t } = useTranslation();
  const commands = useCommandList().filter((command) => command.shortcut);
  const rows = [
    ...commands.map(({ id, title, titleKey, shortcut }) => ({
      id,
      words: title ?? t(titleKey),
      keys: formatShortcut(shortcut, isMac),
    })),
    ...localKeys.map(({ key, titleKey }) => ({
      id: key,
      words: t(titleKey),
      keys: formatShortcut(key, isMac),
    })),
  ];
  return (
    <div role="list" aria-label={t('people.keyboard')}>
      {rows.map((row) => (
        <div key={row.id} className={classes.row} role="listitem">
          <Text fz="sm">{row.words}</Text>
          <Kbd>{row.keys}</Kbd>
        </div>
      ))}
    </div>
  );
}

export function KeyboardPage() {
  const { t } = useTranslation();
  const { singleKeys } = usePreferences();
  usePageTitle(t('people.keyboard'));
  return (
    <Section title={t('people.keyboard')} purpose={t('people.keyboardPurpose')}>
      <Switch
        mb="md"
        label={t('people.singleKeys')}
        checked={singleKeys === 'on'}
        onChange={(event) =>
          setPreference('singleKeys', event.currentTarget.checked ? 'on' : 'off')
        }
      />
      <ShortcutList />
    </Section>
  );
}
