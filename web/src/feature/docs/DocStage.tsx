// A text document on the stage: write or read, who is in it, why it is read-only, and where it is safe.
import { SegmentedControl } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { lazy, Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LineSkeleton } from '../../kit/StateView';
import type { StageProps } from '../../kit/surface';
import { SurfaceFrame } from '../../kit/SurfaceFrame';
import { useClient } from '../../state/client';
import { useAppSelector } from '../../state/store';
import {
  roleAllows,
  selectBySurface,
  useArchived,
  useMembers,
  useMyRole,
} from '../../state/useRoom';
import { personColor } from '../../ui/Avatar';
import { DocumentIcon } from '../../ui/icons';
import { DocEditorView } from './DocEditorView';
import { DocReader } from './DocReader';
import classes from './docs.module.css';
import { documentStatus } from './documentStatus';
import { HistoryButton, historyFrom, HistoryPlace } from './history/HistoryPlace';
import type { HistoryPlaceProps } from './history/place';
import { TextAuthors } from './history/TextAuthors';
import { useHistory } from './history/useHistory';
import { useDocument, type OpenDocument } from './useDocument';

type View = 'write' | 'read';

const TextMenu = lazy(() =>
  import('./history/TextMenu').then((module) => ({ default: module.TextMenu })),
);

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
  const history = useHistory(mayEdit);
  useCursorName(open, room);
  const archived = useArchived(room);
  const owner = members.find((member) => member.role === 'owner')?.name ?? '';
  const readOnly = !mayEdit || open?.state === 'readonly';
  const { title } = surface;
  return (
    <SurfaceFrame
      title={title}
      icon={DocumentIcon}
      people={here ?? []}
      status={documentStatus(open, t('docs.safe'))}
      skeleton={<LineSkeleton lines={8} />}
      readOnly={
        readOnly && role
          ? t(archived ? 'common.roomArchived' : 'docs.readOnly', { owner })
          : undefined
      }
      actions={
        <>
          <ViewChoice view={view} onChange={setView} mayEdit={mayEdit} />
          <HistoryButton history={history} />
          <Suspense fallback={null}>
            <TextMenu room={room} document={name} title={title} />
          </Suspense>
        </>
      }
    >
      {open ? (
        <Body
          {...{ room, document: name, title, handle: open.handle, history, readOnly }}
          // Colours of authors are shown in the editor.
          view={history.authors ? 'write' : view}
        />
      ) : null}
    </SurfaceFrame>
  );
}

interface ViewChoiceProps {
  view: View;
  onChange: (view: View) => void;
  mayEdit: boolean;
}

function ViewChoice({ view, onChange, mayEdit }: ViewChoiceProps) {
  const { t } = useTranslation();
  return (
    <SegmentedControl
      size="xs"
      aria-label={t('docs.view')}
      value={view}
      onChange={(value) => onChange(value as View)}
      data={[
        { value: 'write', label: t(mayEdit ? 'docs.write' : 'docs.source') },
        { value: 'read', label: t('docs.read') },
      ]}
    />
  );
}

interface BodyProps extends HistoryPlaceProps {
  readOnly: boolean;
  view: View;
}

function Body({ readOnly, view, ...place }: BodyProps) {
  const { ref, width } = useElementSize();
  const { handle, title, history } = place;
  return (
    <div className={classes.split} ref={ref}>
      <div className={classes.column} data-covered={history.covered || undefined}>
        {view === 'write' ? (
          <DocEditorView
            handle={handle}
            title={title}
            readOnly={readOnly}
            above={(editor) => <TextAuthors {...place} view={editor} />}
          />
        ) : (
          <DocReader handle={handle} />
        )}
      </div>
      <HistoryPlace {...place} wide={width >= historyFrom} />
    </div>
  );
}
