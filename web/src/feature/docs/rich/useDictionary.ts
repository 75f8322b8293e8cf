// The dictionary of the editor, once it is loaded.
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { loadDictionary } from './dictionaries';
import type { Dictionary } from './editor';

export function useDictionary(): Dictionary | null {
  const { i18n } = useTranslation();
  const { language } = i18n;
  const [loaded, setLoaded] = useState<{ language: string; words: Dictionary } | null>(null);
  useEffect(() => {
    let stale = false;
    void loadDictionary(language).then((words) => {
      if (!stale) setLoaded({ language, words });
    });
    return () => {
      stale = true;
    };
  }, [language]);
  return loaded?.language === language ? loaded.words : null;
}
