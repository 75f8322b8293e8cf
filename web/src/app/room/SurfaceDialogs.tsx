// Another name for a surface, and another surface with the content of this one.
import type { Result, Surface } from '@atelier/sdk';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { copyDocument } from '../../feature/docs/copyDocument';
import { useClient } from '../../state/client';
import { NameForm } from './NameDialog';
import { useRoomScope } from './roomContext';

export type SurfaceDialog = 'rename' | 'duplicate';

export interface SurfaceDialogsProps {
  surface: Surface;
  dialog: SurfaceDialog | null;
  onClose: () => void;
}

export function SurfaceDialogs({ dialog, ...props }: SurfaceDialogsProps) {
  switch (dialog) {
    case 'rename':
      return <Rename {...props} />;
    case 'duplicate':
      return <Duplicate {...props} />;
    case null:
      return null;
  }
}

type DialogProps = Omit<SurfaceDialogsProps, 'dialog'>;

function Rename({ surface, onClose }: DialogProps) {
  const { t } = useTranslation();
  const { address } = useRoomScope();
  const client = useClient();
  return (
    <NameForm
      title={t('surfaces.renameTitle', { title: surface.title })}
      label={t('docs.title')}
      verb={t('common.save')}
      initial={surface.title}
      onSubmit={(title) => client.surfaces.rename(address.room, surface.id, title)}
      onClose={onClose}
    />
  );
}

function Duplicate({ surface, onClose }: DialogProps) {
  const { t } = useTranslation();
  const { address } = useRoomScope();
  const client = useClient();
  // A second try goes on with the surface of the first.
  const [id] = useState(() => client.nextId());
  const { room } = address;
  const { kind } = surface;
  const duplicate = async (title: string): Promise<Result<unknown>> => {
    const made = await client.surfaces.create(room, { id, kind, title });
    if (!made.ok) return made;
    const copied = await copyDocument(client.documents, {
      room,
      from: client.surfaces.documentName(surface),
      to: client.surfaces.documentName({ id, kind }),
    });
    if (copied.ok) address.go(address.placeOf(kind, id));
    return copied;
  };
  return (
    <NameForm
      title={t('surfaces.duplicateTitle', { title: surface.title })}
      label={t('docs.title')}
      verb={t('surfaces.duplicate')}
      initial={t('surfaces.copyOf', { title: surface.title })}
      onSubmit={duplicate}
      onClose={onClose}
    />
  );
}
