// The actions on the open surface as commands, for the palette and the list of shortcuts.
import type { Surface } from '@atelier/sdk';
import { useMemo, useState } from 'react';
import { addSurfaceWords } from '../../i18n/surfaces';
import { useWords } from '../../i18n/useWords';
import { useClient } from '../../state/client';
import type { Command } from '../../state/commands';
import { useRegisterCommands } from '../../state/useCommands';
import { roleAllows, useMyRole } from '../../state/useRoom';
import { DuplicateIcon, EditIcon, PinIcon, TrashIcon } from '../../ui/icons';
import { useRoomScope } from './roomContext';
import { useRemoveSurface } from './useRemoveSurface';
import { SurfaceDialogs, type SurfaceDialog } from './SurfaceDialogs';

const nothing: Command[] = [];

export function SurfaceCommands({ surface }: { surface: Surface }) {
  const { address } = useRoomScope();
  const client = useClient();
  const { room } = address;
  const { id, pinned = false } = surface;
  const mayEdit = roleAllows(useMyRole(room), 'editor');
  const words = useWords(addSurfaceWords);
  const remove = useRemoveSurface();
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
      {
        id: 'document.pin',
        titleKey: 'surfaces.pinThis',
        icon: PinIcon,
        run: () => void client.surfaces.pin(room, id, !pinned),
      },
      {
        id: 'document.remove',
        titleKey: 'surfaces.removeThis',
        icon: TrashIcon,
        run: () => void remove(surface),
      },
    ],
    [client, room, id, pinned, surface, remove],
  );
  useRegisterCommands(words && mayEdit ? commands : nothing);
  if (!words) return null;
  return <SurfaceDialogs surface={surface} dialog={dialog} onClose={() => open(null)} />;
}
