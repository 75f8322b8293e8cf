// An open rich document: the editor, what can be done with the whole of it, and the offer to start
// from an example while it is empty.
import type { DocumentHandle, Member, Surface } from '@atelier/sdk';
import { Button, Group, Text } from '@mantine/core';
import { useCallback, useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { SurfaceFrame } from '../../../kit/SurfaceFrame';
import { DocumentIcon } from '../../../ui/icons';
import { docExamples } from '../examples';
import { useAskedExample } from '../useAskedExample';
import { DocumentMenu } from './DocumentMenu';
import { createRichEditor, tellPerson, type CursorPerson, type Dictionary } from './editor';
import { insertMarkdown } from './exchange';
import { Outline } from './Outline';
import classes from './rich.module.css';
import { RichEditorView } from './RichEditorView';
import { useUploadFile } from './uploads';
import { useFacts } from './useFacts';

export interface RichDocumentProps {
  room: string;
  surface: Surface;
  handle: DocumentHandle;
  person: CursorPerson;
  dictionary: Dictionary;
  people: readonly Member[];
  readOnly: boolean;
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
        dictionary,
        person,
        mayWrite: !readOnly,
        uploadFile,
      }),
    // The person is told to the others below, without a new editor.
    // eslint-disable-next-line react-hooks/exhaustive-deps -- see above
    [handle, dictionary, title, readOnly, uploadFile, t],
  );
  useEffect(() => tellPerson(handle, person), [handle, person]);
  return editor;
}

export function RichDocument(props: RichDocumentProps) {
  const { surface, handle, people, readOnly, reason } = props;
  const { t } = useTranslation();
  const editor = useRichEditor(props);
  const facts = useFacts(editor);
  const start = useCallback(
    (id: string) => insertMarkdown(editor, t(`docs.examples.${id}.text`), true),
    [editor, t],
  );
  useAskedExample(handle, facts.empty && !readOnly, start);
  return (
    <SurfaceFrame
      title={surface.title}
      icon={DocumentIcon}
      people={people}
      status={{ name: 'ready' }}
      readOnly={reason}
      actions={
        <>
          <Text fz="xs" c="dimmed" className={`at-numbers ${classes.words}`}>
            {t('docs.rich.words', { count: facts.words })}
          </Text>
          <Outline editor={editor} headings={facts.headings} />
          <DocumentMenu
            editor={editor}
            title={surface.title}
            readOnly={readOnly}
            empty={facts.empty}
          />
        </>
      }
    >
      <div className={classes.page}>
        <RichEditorView editor={editor} editable={!readOnly} />
      </div>
      {facts.empty && !readOnly ? <Examples onStart={start} /> : null}
    </SurfaceFrame>
  );
}

function Examples({ onStart }: { onStart: (id: string) => void }) {
  const { t } = useTranslation();
  return (
    <div className={classes.examples}>
      <Text fz="sm" c="dimmed">
        {t('docs.startFrom')}
      </Text>
      <Group gap="sm">
        {docExamples.map((example) => (
          <Button key={example.id} size="xs" variant="default" onClick={() => onStart(example.id)}>
            {t(example.titleKey)}
          </Button>
        ))}
      </Group>
    </div>
  );
}
