// Mounts the editor, its toolbar, and the offer to start from an example while the document is empty.
import { Divider, Toolbar } from '@mantine/core';
import type { DocumentHandle } from '@atelier/sdk';
import type { EditorView } from '@codemirror/view';
import { useCallback, useEffect, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useProvideView, type SurfaceView } from '../../kit/views';
import { IconAction } from '../../ui/IconAction';
import {
  BoldIcon,
  CodeIcon,
  HeadingIcon,
  ItalicIcon,
  LinkIcon,
  ListIcon,
  QuoteIcon,
  TasksIcon,
  type IconComponent,
} from '../../ui/icons';
import classes from './docs.module.css';
import { createEditor, type DocEditor } from './editor';
import type { PassageEditor } from './comments/passage';
import { applyFormat, type Format } from './format';
import { createPassageEditor } from './plain/passageEditor';
import { DocExamples } from './DocExamples';
import { plainView } from './plain/view';
import { useAskedExample } from './useAskedExample';
import { useDocText } from './useDocText';
import { useExampleText } from './useExampleText';

export interface DocEditorViewProps {
  handle: DocumentHandle;
  title: string;
  readOnly: boolean;
  surface: string;
  /** Between the toolbar and the text. */
  above?: (view: EditorView) => ReactNode;
  /** In the toolbar, behind the formats of who may write. */
  tools: ReactNode;
  /** Told the editor while there is one. Must be stable. */
  onEditor: (editor: PassageEditor | null) => void;
}

export function DocEditorView(props: DocEditorViewProps) {
  const { handle, title, readOnly, surface, above, tools, onEditor } = props;
  const { t } = useTranslation();
  const parent = useRef<HTMLDivElement>(null);
  const editor = useRef<DocEditor | null>(null);
  const [view, setView] = useState<EditorView | null>(null);
  const [shown, setShown] = useState<SurfaceView | null>(null);
  useProvideView(surface, shown);
  const label = t('docs.editorLabel', { title });
  const hint = t(readOnly ? 'docs.emptyHere' : 'docs.hint');
  useEffect(() => {
    if (!parent.current) return;
    const options = { parent: parent.current, handle, label, hint, readOnly: true };
    const made = createEditor(options);
    editor.current = made;
    // The editor is an external system whose view the toolbar works on.
    setView(made.view);
    setShown(plainView(made));
    onEditor(createPassageEditor(made));
    return () => {
      onEditor(null);
      made.destroy();
      editor.current = null;
    };
  }, [handle, label, hint, onEditor]);
  useEffect(() => editor.current?.setReadOnly(readOnly), [readOnly, view]);
  return (
    <>
      {view && (tools || !readOnly) ? (
        <Toolbar aria-label={t('docs.toolbar')} className={classes.toolbar ?? ''}>
          {readOnly ? null : <Formats view={view} />}
          {tools && !readOnly ? <Divider orientation="vertical" /> : null}
          {tools}
        </Toolbar>
      ) : null}
      {view ? above?.(view) : null}
      <div className={classes.editor} ref={parent} />
      {readOnly ? null : <Examples handle={handle} />}
    </>
  );
}

const formats: readonly { format: Format; icon: IconComponent }[] = [
  { format: 'heading', icon: HeadingIcon },
  { format: 'bold', icon: BoldIcon },
  { format: 'italic', icon: ItalicIcon },
  { format: 'list', icon: ListIcon },
  { format: 'tasks', icon: TasksIcon },
  { format: 'quote', icon: QuoteIcon },
  { format: 'code', icon: CodeIcon },
  { format: 'link', icon: LinkIcon },
];

function Formats({ view }: { view: EditorView }) {
  const { t } = useTranslation();
  return formats.map(({ format, icon }) => (
    <IconAction
      key={format}
      label={t(`docs.format.${format}`)}
      icon={icon}
      onClick={() => applyFormat(view, format)}
    />
  ));
}

function Examples({ handle }: { handle: DocumentHandle }) {
  const text = useDocText(handle);
  const textOf = useExampleText();
  const start = useCallback(
    async (id: string) => {
      const words = await textOf(id);
      const shared = handle.doc.getText('text');
      if (shared.length === 0) shared.insert(0, words);
    },
    [handle, textOf],
  );
  // What is shown may be a moment old; what is filled must be empty now.
  useAskedExample(handle, handle.doc.getText('text').length === 0, start);
  return text === '' && handle.loaded ? <DocExamples onStart={start} /> : null;
}
