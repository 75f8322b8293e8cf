// What people did, in words: for owners who read the log of a room.
import type { i18n } from 'i18next';
import { pseudoTree } from '.';
import english from './en/activity.json';

export async function addActivityWords(instance: i18n, language: string): Promise<void> {
  const words = language === 'de' ? (await import('./de/activity.json')).default : english;
  const shown = language === 'qps' ? pseudoTree(words) : words;
  instance.addResourceBundle(language, 'translation', shown, true);
}
