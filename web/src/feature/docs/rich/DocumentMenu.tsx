// What can be done with a whole document. The same actions are commands of the palette.
import { FileButton, Menu } from '@mantine/core';
import { useCallback, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { errorWords } from '../../../kit/errorWords';
import { notify } from '../../../kit/notify';
import { useClient } from '../../../state/client';
import type { Command } from '../../../state/commands';
import { useRegisterCommands } from '../../../state/useCommands';
import { IconAction } from '../../../ui/IconAction';
import {
  DownloadIcon,
  FileIcon,
  iconStroke,
  MoreIcon,
  PrintIcon,
  UploadIcon,
} from '../../../ui/icons';
import type { RichEditor } from './editor';
import { fileName, saveFile } from '../saveFile';
import { download, insertMarkdown, print, toHtmlPage, toMarkdown } from './exchange';

export interface DocumentMenuProps {
  room: string;
  /** Its name for the server. */
  document: string;
  editor: RichEditor;
  title: string;
  readOnly: boolean;
  empty: boolean;
}

/** The text without its form, as the server stores it. */
function useTextExport({ room, document, title }: DocumentMenuProps): () => void {
  const { t } = useTranslation();
  const client = useClient();
  return useCallback(() => {
    const take = async () => {
      const stored = await client.documents.stored(room);
      const answer = await stored.download(document, { format: 'text' });
      if (answer.ok) return saveFile(fileName(title, 'txt'), answer.value);
      const { titleKey, adviceKey } = errorWords(answer.error);
      notify({ color: 'red', autoClose: false, title: t(titleKey), message: t(adviceKey) });
    };
    void take();
  }, [client, room, document, title, t]);
}

function useDocumentCommands(props: DocumentMenuProps, chooseFile: () => void): readonly Command[] {
  const { editor, title, readOnly } = props;
  const exportText = useTextExport(props);
  const { i18n } = useTranslation();
  const { language } = i18n;
  const commands = useMemo<Command[]>(
    () => [
      {
        id: 'docs.import',
        titleKey: 'docs.rich.import',
        icon: UploadIcon,
        when: () => !readOnly,
        run: chooseFile,
      },
      {
        id: 'docs.exportMarkdown',
        titleKey: 'docs.rich.exportMarkdown',
        icon: DownloadIcon,
        run: () => download(fileName(title, 'md'), 'text/markdown', toMarkdown(editor)),
      },
      {
        id: 'docs.exportHtml',
        titleKey: 'docs.rich.exportHtml',
        icon: FileIcon,
        run: () =>
          void toHtmlPage(editor, title, language).then((page) =>
            download(fileName(title, 'html'), 'text/html', page),
          ),
      },
      {
        id: 'docs.exportText',
        titleKey: 'docs.rich.exportText',
        icon: FileIcon,
        run: exportText,
      },
      {
        id: 'docs.print',
        titleKey: 'docs.rich.print',
        icon: PrintIcon,
        run: () => print(editor, title),
      },
    ],
    [editor, title, readOnly, language, chooseFile, exportText],
  );
  useRegisterCommands(commands);
  return commands;
}

export function DocumentMenu(props: DocumentMenuProps) {
  const { editor, empty } = props;
  const { t } = useTranslation();
  const input = useRef<HTMLButtonElement>(null);
  const chooseFile = useMemo(() => () => input.current?.click(), []);
  const commands = useDocumentCommands(props, chooseFile);
  const take = (file: File | null) => {
    if (file) void file.text().then((text) => insertMarkdown(editor, text, empty));
  };
  return (
    <>
      <FileButton accept=".md,.markdown,.txt,text/markdown" onChange={take}>
        {(button) => <button {...button} ref={input} type="button" hidden />}
      </FileButton>
      <Menu withInitialFocusPlaceholder={false} position="bottom-end">
        <Menu.Target>
          <IconAction label={t('docs.rich.more')} icon={MoreIcon} />
        </Menu.Target>
        <Menu.Dropdown>
          {commands
            .filter((command) => command.when?.() ?? true)
            .map(({ id, titleKey, icon: Icon, run }) => (
              <Menu.Item
                key={id}
                leftSection={Icon ? <Icon size={16} stroke={iconStroke} aria-hidden /> : null}
                onClick={run}
              >
                {t(titleKey)}
              </Menu.Item>
            ))}
        </Menu.Dropdown>
      </Menu>
    </>
  );
}
