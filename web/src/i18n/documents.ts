// Words of an open document and of what is said about its passages. They come with the document: nobody
// else has to load them.
import type { i18n } from 'i18next';
import { pseudoTree } from '.';

export async function addDocumentWords(instance: i18n, language: string): Promise<void> {
  const german = language === 'de';
  const words = (await (german ? import('./de/documents.json') : import('./en/documents.json')))
    .default;
  const shown = language === 'qps' ? pseudoTree(words) : words;
  instance.addResourceBundle(language, 'translation', shown, true);
}
