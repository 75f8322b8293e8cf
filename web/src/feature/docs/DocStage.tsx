// A text document on the stage: write or read, who is in it, why it is read-only, and where it is safe.
import { Box, SegmentedControl } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { lazy, Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LineSkeleton } from '../../kit/StateView';
import type { StageProps } from '../../kit/surface';
import { SurfaceFrame } from '../../kit/SurfaceFrame';
import { useClient } from '../../state/client';
import { useAppSelector } from '../../state/store';
import { roleAllows, selectBySurface, useMembers, useMyRole } from '../../state/useRoom';
import { personColor } from '../../ui/Avatar';
import { iconActionSize } from '../../ui/IconAction';
import { DocumentIcon } from '../../ui/icons';
import { useWords } from '../../i18n/useWords';
import { addDocumentWords } from '../../i18n/documents';
import { CommentList } from './comments/CommentList';
import { CommentsButton } from './comments/CommentsButton';
import { CommentsPlace } from './comments/CommentsPlace';
import type { PassageEditor } from './comments/passage';
import { useCommentCommands } from './comments/useCommentCommands';
import { useComments, type Comments } from './comments/useComments';
import { marginFrom, useOneBeside } from './comments/useOneBeside';
import { DocEditorView } from './DocEditorView';
import { documentStatus } from './documentStatus';
import frame from './frame.module.css';
import { HistoryButton, historyFrom, HistoryPlace } from './history/HistoryPlace';
import type { HistoryPlaceProps } from './history/place';
import { TextAuthors } from './history/TextAuthors';
import { useHistory, type History } from './history/useHistory';
import { PassageBar } from './plain/PassageBar';
import { useDocument, type OpenDocument } from './useDocument';
import { useReadOnlyReason } from './useReadOnlyReason';

type View = 'write' | 'read';

const DocReader = lazy(() =>
  import('./DocReader').then((module) => ({ default: module.DocReader })),
);
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
  const mayEdit = roleAllows(role, 'editor');
  const name = client.surfaces.documentName(surface);
  const open = useDocument({ room, name, person: me, mayEdit });
  const history = useHistory(mayEdit);
  const discussed = useDiscussed(room, surface.id, history);
  const { comments } = discussed;
  const [view, onView] = useView(mayEdit, history, comments);
  useCursorName(open, room);
  const readOnly = !mayEdit || open?.state === 'readonly';
  const reason = useReadOnlyReason(room, readOnly);
  const { title } = surface;
  // The text is fetched while its words are.
  const words = useWords(addDocumentWords);
  const status = words ? documentStatus(open, t('docs.safe')) : ({ name: 'loading' } as const);
  return (
    <SurfaceFrame
      title={title}
      icon={DocumentIcon}
      people={here ?? []}
      status={status}
      skeleton={<LineSkeleton lines={8} />}
      readOnly={words ? reason : undefined}
      actions={
        words ? (
          <>
            <ViewChoice view={view} onChange={onView} mayEdit={mayEdit} />
            <CommentsButton comments={comments} />
            <HistoryButton history={history} />
            {/* Its place is kept: what stands before it must not move under a finger. */}
            <Box miw={iconActionSize}>
              <Suspense fallback={null}>
                <TextMenu room={room} document={name} title={title} />
              </Suspense>
            </Box>
          </>
        ) : null
      }
    >
      {open ? (
        <Body
          surface={surface.id}
          {...{ room, document: name, title, handle: open.handle, history, readOnly, view }}
          {...discussed}
        />
      ) : null}
    </SurfaceFrame>
  );
}

interface Discussed {
  comments: Comments;
  onEditor: (editor: PassageEditor | null) => void;
}

function useDiscussed(room: string, surface: string, history: History): Discussed {
  const [editor, onEditor] = useState<PassageEditor | null>(null);
  const comments = useComments(editor, room, surface);
  useCommentCommands(comments);
  useOneBeside(comments, history);
  return { comments, onEditor };
}

/** Discussions and colours of authors are shown in the editor: who reads on leaves them. */
function useView(mayEdit: boolean, history: History, { shown, show }: Comments) {
  const [chosen, choose] = useState<View>(mayEdit ? 'write' : 'read');
  // Who looks at the passages of a discussion stays there when it is closed.
  if (shown && chosen === 'read') choose('write');
  const view: View = history.authors || shown ? 'write' : chosen;
  const onView = (next: View) => {
    choose(next);
    if (next === 'write') return;
    show(false);
    history.showAuthors(false);
  };
  return [view, onView] as const;
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

interface BodyProps extends HistoryPlaceProps, Discussed {
  surface: string;
  readOnly: boolean;
  view: View;
}

function Body({ surface, readOnly, view, comments, onEditor, ...place }: BodyProps) {
  const { ref, width } = useElementSize();
  const { handle, title, history } = place;
  const { begin, highlight, show, shown, discussion } = comments;
  const tools = discussion.mayComment ? <PassageBar {...{ begin, highlight }} /> : null;
  return (
    <div className={frame.split} ref={ref}>
      <div className={frame.column} data-covered={history.covered || undefined}>
        {view === 'write' ? (
          <DocEditorView
            {...{ handle, title, readOnly, surface, tools, onEditor }}
            above={(editor) => <TextAuthors {...place} view={editor} />}
          />
        ) : (
          <Suspense fallback={<LineSkeleton lines={8} />}>
            <DocReader handle={handle} surface={surface} />
          </Suspense>
        )}
      </div>
      <CommentsPlace wide={width >= marginFrom} opened={shown} onClose={() => show(false)}>
        <CommentList comments={comments} />
      </CommentsPlace>
      <HistoryPlace {...place} wide={width >= historyFrom} />
    </div>
  );
}
