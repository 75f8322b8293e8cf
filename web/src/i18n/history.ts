// Words of the history of documents. They come with it: nobody else has to load them.
import type { i18n } from 'i18next';
import { pseudoTree } from '.';
import english from './en/history.json';

export async function addHistoryWords(instance: i18n, language: string): Promise<void> {
  const words = language === 'de' ? (await import('./de/history.json')).default : english;
  const shown = language === 'qps' ? pseudoTree(words) : words;
  instance.addResourceBundle(language, 'translation', shown, true);
}
