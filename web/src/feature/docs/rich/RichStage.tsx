// A rich document on the stage: who is in it, why it is read-only, and its words once they are here.
import { useTranslation } from 'react-i18next';
import { LineSkeleton } from '../../../kit/StateView';
import type { StageProps } from '../../../kit/surface';
import { SurfaceFrame } from '../../../kit/SurfaceFrame';
import { useClient } from '../../../state/client';
import { useAppSelector } from '../../../state/store';
import { roleAllows, selectBySurface, useMyRole } from '../../../state/useRoom';
import { DocumentIcon } from '../../../ui/icons';
import { useDocument } from '../useDocument';
import { useReadOnlyReason } from '../useReadOnlyReason';
import { documentStatus } from '../documentStatus';
import { RichDocument } from './RichDocument';
import { useDictionary } from './useDictionary';
import { usePerson } from './usePerson';

export function RichStage({ room, surface }: StageProps) {
  const { t } = useTranslation();
  const client = useClient();
  const role = useMyRole(room);
  const here = useAppSelector((state) => selectBySurface(state, room).get(surface.id)) ?? [];
  const person = usePerson(room);
  const dictionary = useDictionary();
  const mayEdit = roleAllows(role, 'editor');
  const name = client.surfaces.documentName(surface);
  const open = useDocument({ room, name, person: person?.id, mayEdit, shared: true });
  const readOnly = !mayEdit || open?.state === 'readonly';
  const reason = useReadOnlyReason(room, readOnly);
  const status = documentStatus(open, t('docs.safe'));
  if (status.name === 'ready' && open && person && dictionary) {
    return (
      <RichDocument
        key={surface.id}
        room={room}
        surface={surface}
        document={name}
        mayLookBack={mayEdit}
        handle={open.handle}
        person={person}
        dictionary={dictionary}
        people={here}
        readOnly={readOnly}
        reason={reason}
      />
    );
  }
  return (
    <SurfaceFrame
      title={surface.title}
      icon={DocumentIcon}
      people={here}
      status={status.name === 'ready' ? { name: 'loading' } : status}
      skeleton={<LineSkeleton lines={8} />}
    />
  );
}
