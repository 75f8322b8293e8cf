// Words of rich documents. They come with the editor: nobody else has to load them.
import type { i18n } from 'i18next';
import { pseudoTree } from '.';
import english from './en/rich.json';

export async function addRichWords(instance: i18n, language: string): Promise<void> {
  const words = language === 'de' ? (await import('./de/rich.json')).default : english;
  const shown = language === 'qps' ? pseudoTree(words) : words;
  instance.addResourceBundle(language, 'translation', shown, true);
}
