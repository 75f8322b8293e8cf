// Words of the doors: invites, forgotten passwords, addresses to verify. Nobody inside needs them.
import type { i18n } from 'i18next';
import { pseudoTree } from '.';
import english from './en/joining.json';

export async function addJoiningWords(instance: i18n, language: string): Promise<void> {
  const words = language === 'de' ? (await import('./de/joining.json')).default : english;
  const shown = language === 'qps' ? pseudoTree(words) : words;
  instance.addResourceBundle(language, 'translation', shown, true);
}
