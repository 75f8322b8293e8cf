// Mounts the editor with the menus that the product has: blocks behind a slash, formats over a
// selection. Colours and type come from our own tokens (rich.css).
import '@blocknote/react/style.css';
import '@blocknote/mantine/blocknoteStyles.css';
import './rich.css';
import { BlockNoteView } from '@blocknote/mantine';
import {
  FormattingToolbar,
  FormattingToolbarController,
  getDefaultReactSlashMenuItems,
  getFormattingToolbarItems,
  SuggestionMenuController,
} from '@blocknote/react';
import { filterSuggestionItems } from '@blocknote/core/extensions';
import { useComputedColorScheme } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useCallback, type ReactNode } from 'react';
import type { RichEditor } from './editor';
import { useMenuNames } from './useMenuNames';

/** The editor as the library's components take it; their types know no exact optional properties. */
type ViewEditor = Parameters<typeof getDefaultReactSlashMenuItems>[0];

/** Not offered: sound and film are files, emoji come from the keyboard or the chat's picker. */
const notOffered = new Set(['audio', 'video', 'emoji']);

/** Keys of the toolbar's parts that are left out: colours of text belong to people. */
const notInToolbar = new Set(['colorStyleButton', 'addCommentButton', 'addTiptapCommentButton']);

/** A phone has no room for them; the block's own keys and menu do the same. */
const wideOnly = /^(textAlign|nest|unnest)/;

export interface RichEditorViewProps {
  editor: RichEditor;
  editable: boolean;
  /** Behind the formats of the toolbar. */
  tools?: ReactNode;
}

export function RichEditorView({ editor: ours, editable, tools }: RichEditorViewProps) {
  const editor = ours as unknown as ViewEditor;
  const scheme = useComputedColorScheme('light');
  const phone = useMediaQuery('(max-width: 47.99em)', false, { getInitialValueInEffect: false });
  useMenuNames(ours);
  const items = useCallback(
    (query: string) =>
      Promise.resolve(
        filterSuggestionItems(
          getDefaultReactSlashMenuItems(editor).filter((item) => !notOffered.has(keyOf(item))),
          query,
        ),
      ),
    [editor],
  );
  const toolbar = useCallback(
    () => (
      <FormattingToolbar>
        {getFormattingToolbarItems().filter(
          ({ key }) => !notInToolbar.has(String(key)) && !(phone && wideOnly.test(String(key))),
        )}
        {tools}
      </FormattingToolbar>
    ),
    [tools, phone],
  );
  return (
    <BlockNoteView
      className="at-rich"
      editor={editor}
      editable={editable}
      theme={scheme}
      slashMenu={false}
      emojiPicker={false}
      comments={false}
      formattingToolbar={false}
    >
      <FormattingToolbarController formattingToolbar={toolbar} />
      {editable ? (
        <SuggestionMenuController
          triggerCharacter="/"
          getItems={items}
          shouldOpen={(state) => !state.selection.$from.parent.type.isInGroup('tableContent')}
        />
      ) : null}
    </BlockNoteView>
  );
}

/** The library's items have a key that their public type does not show. */
function keyOf(item: object): string {
  return String((item as { key?: unknown }).key ?? '');
}
