// The actions on the open surface as commands, for the palette and the list of shortcuts.
import type { Surface } from '@atelier/sdk';
import { useMemo, useState } from 'react';
import { addSurfaceWords } from '../../i18n/surfaces';
import { useWords } from '../../i18n/useWords';
import type { Command } from '../../state/commands';
import { useRegisterCommands } from '../../state/useCommands';
import { roleAllows, useMyRole } from '../../state/useRoom';
import { DuplicateIcon, EditIcon } from '../../ui/icons';
import { useRoomScope } from './roomContext';
import { SurfaceDialogs, type SurfaceDialog } from './SurfaceDialogs';

const nothing: Command[] = [];

export function SurfaceCommands({ surface }: { surface: Surface }) {
  const { address } = useRoomScope();
  const mayEdit = roleAllows(useMyRole(address.room), 'editor');
  const words = useWords(addSurfaceWords);
  const [dialog, open] = useState<SurfaceDialog | null>(null);
  const commands = useMemo<Command[]>(
    () => [
      {
        id: 'document.rename',
        titleKey: 'surfaces.renameThis',
        icon: EditIcon,
        run: () => open('rename'),
      },
      {
        id: 'document.duplicate',
        titleKey: 'surfaces.duplicateThis',
        icon: DuplicateIcon,
        run: () => open('duplicate'),
      },
    ],
    [],
  );
  useRegisterCommands(words && mayEdit ? commands : nothing);
  if (!words) return null;
  return <SurfaceDialogs surface={surface} dialog={dialog} onClose={() => open(null)} />;
}
