// The dictionary of the editor, once it is loaded, and with it our own words for what is around it.
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { addDocumentWords } from '../../../i18n/documents';
import { addRichWords } from '../../../i18n/rich';
import { loadDictionary } from './dictionaries';
import type { Dictionary } from './editor';

export function useDictionary(): Dictionary | null {
  const { i18n } = useTranslation();
  const { language } = i18n;
  const [loaded, setLoaded] = useState<{ language: string; words: Dictionary } | null>(null);
  useEffect(() => {
    let stale = false;
    const loading = Promise.all([
      loadDictionary(language),
      addRichWords(i18n, language),
      addDocumentWords(i18n, language),
    ]);
    void loading.then(([words]) => {
      if (!stale) setLoaded({ language, words });
    });
    return () => {
      stale = true;
    };
  }, [i18n, language]);
  return loaded?.language === language ? loaded.words : null;
}
