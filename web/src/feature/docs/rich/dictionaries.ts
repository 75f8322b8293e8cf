// The editor's own words in the language of the interface. German comes only to who reads it.
import { en } from '@blocknote/core/locales';
import type { Dictionary } from './editor';

export function loadDictionary(language: string): Promise<Dictionary> {
  return language === 'de'
    ? import('./dictionaryDe').then(({ german }) => german)
    : Promise.resolve(en);
}
