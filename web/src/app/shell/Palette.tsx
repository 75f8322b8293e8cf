// The palette: every command that can be run here and now, found by name.
import '@mantine/spotlight/styles.css';
import { Box } from '@mantine/core';
import { Spotlight, createSpotlight } from '@mantine/spotlight';
import { useContext, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatShortcut } from '../../state/commands';
import { CommandContext, isMac, useCommandList } from '../../state/useCommands';
import { SearchIcon, iconStroke } from '../../ui/icons';
import { useReturnFocus } from '../../ui/useReturnFocus';

export function Palette({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  useReturnFocus();
  const registry = useContext(CommandContext);
  useCommandList();
  const [[store, spotlight]] = useState(createSpotlight);
  useEffect(() => spotlight.open(), [spotlight]);
  const actions = registry
    .available()
    .filter((command) => command.id !== 'app.palette')
    .map((command) => {
      const Icon = command.icon;
      const shortcut = formatShortcut(command.shortcut, isMac);
      const label = command.title ?? t(command.titleKey);
      return {
        id: command.id,
        label,
        ...(command.title ? { description: t(command.titleKey) } : {}),
        // Names stand on one edge, with an icon or without.
        leftSection: Icon ? <Icon size={18} stroke={iconStroke} /> : <Box w={18} />,
        rightSection: shortcut ? <kbd>{shortcut}</kbd> : null,
        onClick: command.run,
      };
    });
  return (
    <Spotlight
      store={store}
      actions={actions}
      shortcut={null}
      attributes={{ content: { 'aria-label': t('app.palette') } }}
      overlayProps={{ blur: 0, backgroundOpacity: 0.4 }}
      highlightQuery
      scrollable
      maxHeight={420}
      nothingFound={t('app.nothingFound')}
      onSpotlightClose={onClose}
      searchProps={{
        leftSection: <SearchIcon size={18} stroke={iconStroke} aria-hidden />,
        placeholder: t('app.palettePlaceholder'),
        'aria-label': t('app.palettePlaceholder'),
      }}
    />
  );
}
