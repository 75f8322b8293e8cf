// Languages of the interface. Keys are grouped by feature; the pseudo-locale is made from English and
// shows at a glance what is not translated and what does not fit.
import i18next, { type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';

export const languages = ['en', 'de'] as const;
export type Language = (typeof languages)[number];

export interface Tree {
  [key: string]: string | Tree;
}

const accents: Record<string, string> = { a: 'á', e: 'é', i: 'í', o: 'ó', u: 'ú', n: 'ñ', y: 'ý' };

/** Placeholders and tags stay as they are; everything else grows by about a third. */
export function pseudo(text: string): string {
  const parts = text.split(/(\{\{[^}]*\}\}|<[^>]*>)/);
  const changed = parts.map((part) =>
    /^(\{\{|<)/.test(part) ? part : part.replace(/[aeiouny]/g, (c) => accents[c] ?? c),
  );
  return `[${changed.join('')}${'~'.repeat(Math.ceil(text.length / 4))}]`;
}

export function pseudoTree(tree: Tree): Tree {
  const entries = Object.entries(tree).map(([key, value]) => [
    key,
    typeof value === 'string' ? pseudo(value) : pseudoTree(value),
  ]);
  return Object.fromEntries(entries) as Tree;
}

async function load(language: string): Promise<Tree> {
  if (language === 'de') return (await import('./de')).messages;
  const { messages } = await import('./en');
  return language === 'qps' ? pseudoTree(messages) : messages;
}

/** `qps` is the pseudo-locale; it is not offered in the settings. */
export async function createI18n(wanted: string): Promise<i18n> {
  const language = [...languages, 'qps'].includes(wanted) ? wanted : 'en';
  const instance = i18next.createInstance();
  await instance.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    resources: { [language]: { translation: await load(language) } },
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  return instance;
}

export async function switchLanguage(instance: i18n, language: Language): Promise<void> {
  if (!instance.hasResourceBundle(language, 'translation')) {
    instance.addResourceBundle(language, 'translation', await load(language));
  }
  await instance.changeLanguage(language);
}
