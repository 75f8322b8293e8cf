// A document as files that the server makes, now or as of a time.
import type { ExportQuery, StoredDocuments } from '@atelier/sdk';
import { Menu } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { errorWords } from '../../../kit/errorWords';
import { notify } from '../../../kit/notify';
import { DownloadIcon, iconStroke } from '../../../ui/icons';
import { fileName, saveFile } from '../saveFile';

const files = [
  { format: 'markdown', ending: 'md', key: 'history.downloadMarkdown' },
  { format: 'html', ending: 'html', key: 'history.downloadHtml' },
  { format: 'text', ending: 'txt', key: 'history.downloadText' },
] as const;

export interface DownloadItemsProps {
  stored: StoredDocuments | null;
  document: string;
  title: string;
  at?: number | undefined;
}

export function DownloadItems({ stored, document, title, at }: DownloadItemsProps) {
  const { t } = useTranslation();
  const take = async (format: ExportQuery['format'], ending: string) => {
    const query = at === undefined ? { format } : { format, at };
    const answer = await stored?.download(document, query);
    if (answer?.ok) saveFile(fileName(title, ending), answer.value);
    else if (answer) {
      const { titleKey, adviceKey } = errorWords(answer.error);
      notify({ color: 'red', autoClose: false, title: t(titleKey), message: t(adviceKey) });
    }
  };
  return files.map(({ format, ending, key }) => (
    <Menu.Item
      key={format}
      leftSection={<DownloadIcon size={16} stroke={iconStroke} aria-hidden />}
      onClick={() => void take(format, ending)}
    >
      {t(key)}
    </Menu.Item>
  ));
}
