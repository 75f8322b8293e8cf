// Words that come with a part of the app, so that nobody else has to load them.
import type { i18n } from 'i18next';
import { pseudoTree, type Tree } from '.';

export type AddWords = (instance: i18n, language: string) => Promise<void>;

type Load = () => Promise<{ default: Tree }>;

/** Adds words in a language to those that are there. English may come with the part itself. */
export function laterWords(english: Tree | Load, german: Load): AddWords {
  const inEnglish = async () =>
    typeof english === 'function' ? (await (english as Load)()).default : english;
  return async (instance, language) => {
    const words = language === 'de' ? (await german()).default : await inEnglish();
    const shown = language === 'qps' ? pseudoTree(words) : words;
    instance.addResourceBundle(language, 'translation', shown, true);
  };
}
