// Words of the own account. They come with its settings.
import type { i18n } from 'i18next';
import { pseudoTree } from '.';
import english from './en/account.json';

export async function addAccountWords(instance: i18n, language: string): Promise<void> {
  const words = language === 'de' ? (await import('./de/account.json')).default : english;
  const shown = language === 'qps' ? pseudoTree(words) : words;
  instance.addResourceBundle(language, 'translation', shown, true);
}
