// Texts that an empty document can start from. Only who asks for one loads them.
import type { i18n } from 'i18next';
import { pseudoTree } from '.';

export async function addExampleTexts(instance: i18n, language: string): Promise<void> {
  const { default: words } =
    language === 'de' ? await import('./de/examples.json') : await import('./en/examples.json');
  const shown = language === 'qps' ? pseudoTree(words) : words;
  instance.addResourceBundle(language, 'translation', shown, true);
}
