// A text document on the stage: write or read, who is in it, why it is read-only, and where it is safe.
import { SegmentedControl } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LineSkeleton } from '../../kit/StateView';
import type { StageProps } from '../../kit/surface';
import { SurfaceFrame } from '../../kit/SurfaceFrame';
import { useClient } from '../../state/client';
import { useAppSelector } from '../../state/store';
import { roleAllows, selectBySurface, useMembers, useMyRole } from '../../state/useRoom';
import { personColor } from '../../ui/Avatar';
import { DocumentIcon } from '../../ui/icons';
import { DocEditorView } from './DocEditorView';
import { DocReader } from './DocReader';
import { documentStatus } from './documentStatus';
import { useDocument, type OpenDocument } from './useDocument';

type View = 'write' | 'read';

/** My name and colour on my cursor. */
function useCursorName(open: OpenDocument | null, room: string) {
  const me = useAppSelector((state) => state.connection.me);
  const members = useMembers(room);
  const color = members.find((member) => member.id === me?.id)?.color ?? 0;
  const awareness = open?.handle.awareness;
  useEffect(() => {
    if (!awareness || !me) return;
    const own = personColor(color);
    awareness.setLocalStateField('user', {
      id: me.id,
      name: me.name,
      color: own,
      colorLight: `color-mix(in srgb, ${own} 22%, transparent)`,
    });
  }, [awareness, me, color]);
}

export function DocStage({ room, surface }: StageProps) {
  const { t } = useTranslation();
  const client = useClient();
  const role = useMyRole(room);
  const me = useAppSelector((state) => state.connection.me?.id);
  const here = useAppSelector((state) => selectBySurface(state, room).get(surface.id));
  const members = useMembers(room);
  const mayEdit = roleAllows(role, 'editor');
  const name = client.surfaces.documentName(surface);
  const open = useDocument({ room, name, person: me, mayEdit });
  const [view, setView] = useState<View>(mayEdit ? 'write' : 'read');
  useCursorName(open, room);
  const owner = members.find((member) => member.role === 'owner')?.name ?? '';
  const readOnly = !mayEdit || open?.state === 'readonly';
  return (
    <SurfaceFrame
      title={surface.title}
      icon={DocumentIcon}
      people={here ?? []}
      status={documentStatus(open, t('docs.safe'))}
      skeleton={<LineSkeleton lines={8} />}
      readOnly={readOnly && role ? t('docs.readOnly', { owner }) : undefined}
      actions={
        <SegmentedControl
          size="xs"
          aria-label={t('docs.view')}
          value={view}
          onChange={(value) => setView(value as View)}
          data={[
            { value: 'write', label: t(mayEdit ? 'docs.write' : 'docs.source') },
            { value: 'read', label: t('docs.read') },
          ]}
        />
      }
    >
      {open && view === 'write' ? (
        <DocEditorView handle={open.handle} title={surface.title} readOnly={readOnly} />
      ) : null}
      {open && view === 'read' ? <DocReader handle={open.handle} /> : null}
    </SurfaceFrame>
  );
}
