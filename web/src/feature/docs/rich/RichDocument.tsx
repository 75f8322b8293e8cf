// An open rich document: the editor, its discussions beside it, what can be done with the whole of it,
// and the offer to start from an example while it is empty.
import type { DocumentHandle, Member, Surface } from '@atelier/sdk';
import { Text } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { lazy, Suspense, useCallback, useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { SurfaceFrame } from '../../../kit/SurfaceFrame';
import { DocumentIcon } from '../../../ui/icons';
import { CommentList } from '../comments/CommentList';
import { CommentsButton } from '../comments/CommentsButton';
import { CommentsPlace } from '../comments/CommentsPlace';
import { useCommentCommands } from '../comments/useCommentCommands';
import { useComments, type Comments } from '../comments/useComments';
import { marginFrom, useOneBeside } from '../comments/useOneBeside';
import { DocExamples } from '../DocExamples';
import frame from '../frame.module.css';
import { HistoryButton, historyFrom, HistoryPlace } from '../history/HistoryPlace';
import type { HistoryPlaceProps } from '../history/place';
import { useHistory } from '../history/useHistory';
import { useAskedExample } from '../useAskedExample';
import { useExampleText } from '../useExampleText';
import { createPassageEditor } from './comments/passageEditor';
import { Passages } from './comments/passages';
import { PassageTools } from './comments/PassageTools';
import { DocumentMenu } from './DocumentMenu';
import {
  createRichEditor,
  tellPerson,
  type CursorPerson,
  type Dictionary,
  type RichEditor,
} from './editor';
import { insertMarkdown } from './exchange';
import { factsOf } from './facts';
import { Outline } from './Outline';
import { Paint } from './paint';
import { RichAuthors } from './RichAuthors';
import classes from './rich.module.css';
import { RichEditorView } from './RichEditorView';
import { useUploadFile } from './uploads';
import { useFacts } from './useFacts';

const RichView = lazy(() => import('./RichView').then((m) => ({ default: m.RichView })));

export interface RichDocumentProps {
  room: string;
  surface: Surface;
  handle: DocumentHandle;
  person: CursorPerson;
  dictionary: Dictionary;
  people: readonly Member[];
  readOnly: boolean;
  /** Its name for the server. */
  document: string;
  mayLookBack: boolean;
  /** Why it is read-only and whom to ask. */
  reason: string | undefined;
}

function useRichEditor({ room, surface, handle, person, dictionary, readOnly }: RichDocumentProps) {
  const { t } = useTranslation();
  const uploadFile = useUploadFile(room);
  const { title } = surface;
  const editor = useMemo(
    () =>
      createRichEditor({
        handle,
        label: t('docs.editorLabel', { title }),
        hint: t(readOnly ? 'docs.emptyHere' : 'docs.rich.hint'),
        names: { task: t('docs.rich.task'), language: t('docs.rich.language') },
        dictionary,
        person,
        mayWrite: !readOnly,
        uploadFile,
        extensions: [Passages(), Paint()],
      }),
    // The person is told to the others below, without a new editor.
    // eslint-disable-next-line react-hooks/exhaustive-deps -- see above
    [handle, dictionary, title, readOnly, uploadFile, t],
  );
  useEffect(() => tellPerson(handle, person), [handle, person]);
  return editor;
}

export function RichDocument(props: RichDocumentProps) {
  const { room, surface, document, handle, people, readOnly, reason, mayLookBack } = props;
  const { t } = useTranslation();
  const editor = useRichEditor(props);
  const facts = useFacts(editor);
  const passages = useMemo(() => createPassageEditor(editor), [editor]);
  const comments = useComments(passages, room, surface.id);
  useCommentCommands(comments);
  const history = useHistory(mayLookBack);
  useOneBeside(comments, history);
  const textOf = useExampleText();
  const start = useCallback(
    async (id: string) => {
      const text = await textOf(id);
      insertMarkdown(editor, text, factsOf(editor, 'en').empty);
    },
    [editor, textOf],
  );
  useAskedExample(handle, facts.empty && !readOnly, start);
  const { title } = surface;
  return (
    <SurfaceFrame
      title={title}
      icon={DocumentIcon}
      people={people}
      status={{ name: 'ready' }}
      readOnly={reason}
      actions={
        <>
          <Text fz="xs" c="dimmed" className={`at-numbers ${classes.words}`}>
            {t('docs.rich.words', { count: facts.words })}
          </Text>
          <CommentsButton comments={comments} />
          <HistoryButton history={history} />
          <Outline editor={editor} headings={facts.headings} />
          <DocumentMenu {...{ room, document, editor, title, readOnly }} empty={facts.empty} />
        </>
      }
    >
      <Body
        {...{ room, document, title, handle, history, editor, comments }}
        surface={surface.id}
        editable={!readOnly}
      />
      {facts.empty && !readOnly ? <DocExamples onStart={start} /> : null}
    </SurfaceFrame>
  );
}

interface BodyProps extends HistoryPlaceProps {
  editor: RichEditor;
  surface: string;
  editable: boolean;
  comments: Comments;
}

function Body({ editor, surface, editable, comments, ...place }: BodyProps) {
  const { ref, width } = useElementSize();
  const [page, setPage] = useState<HTMLElement | null>(null);
  const { begin, highlight, show } = comments;
  const { mayComment } = comments.discussion;
  const tools = useMemo(
    () => (mayComment ? <PassageTools key="passage" {...{ begin, highlight }} /> : null),
    [mayComment, begin, highlight],
  );
  return (
    <div className={frame.split} ref={ref}>
      <div className={frame.column} data-covered={place.history.covered || undefined}>
        <RichAuthors {...place} editor={editor} />
        <div className={classes.page} ref={setPage}>
          <RichEditorView editor={editor} editable={editable} tools={tools} />
        </div>
      </div>
      <Suspense fallback={null}>
        {page ? <RichView surface={surface} page={page} /> : null}
      </Suspense>
      <CommentsPlace wide={width >= marginFrom} opened={comments.shown} onClose={() => show(false)}>
        <CommentList comments={comments} />
      </CommentsPlace>
      <HistoryPlace {...place} wide={width >= historyFrom} />
    </div>
  );
}
