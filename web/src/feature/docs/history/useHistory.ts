// Whether the history of an open document is shown, and what of it. The history itself is loaded when
// it is first opened.
import { useCallback, useMemo, useState } from 'react';
import type { Command } from '../../../state/commands';
import { useRegisterCommands } from '../../../state/useCommands';
import { HistoryIcon } from '../../../ui/icons';

export interface History {
  /** Editors and up. */
  mayLook: boolean;
  opened: boolean;
  /** An earlier state is shown in place of the editor. */
  covered: boolean;
  /** The text is in the colours of who wrote it. */
  authors: boolean;
  open: (opened: boolean) => void;
  cover: (covered: boolean) => void;
  showAuthors: (shown: boolean) => void;
}

export function useHistory(mayLook: boolean): History {
  const [opened, setOpened] = useState(false);
  const [covered, cover] = useState(false);
  const [authors, showAuthors] = useState(false);
  const open = useCallback((next: boolean) => {
    setOpened(next);
    if (!next) cover(false);
  }, []);
  const commands = useMemo<Command[]>(
    () => [
      {
        id: 'docs.history',
        titleKey: 'docs.history',
        icon: HistoryIcon,
        shortcut: 'mod+alt+h',
        when: () => mayLook,
        run: () => open(true),
      },
    ],
    [mayLook, open],
  );
  useRegisterCommands(commands);
  const shown = mayLook && opened;
  return {
    mayLook,
    opened: shown,
    covered: shown && covered,
    authors: mayLook && authors,
    open,
    cover,
    showAuthors,
  };
}
