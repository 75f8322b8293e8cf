// Words of inviting people. They come with its dialog.
import type { i18n } from 'i18next';
import { pseudoTree } from '.';
import english from './en/inviting.json';

export async function addInvitingWords(instance: i18n, language: string): Promise<void> {
  const words = language === 'de' ? (await import('./de/inviting.json')).default : english;
  const shown = language === 'qps' ? pseudoTree(words) : words;
  instance.addResourceBundle(language, 'translation', shown, true);
}
