// Whether words that come with a part of the app are loaded in the language of the page.
import type { i18n } from 'i18next';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';

export function useWords(add: (instance: i18n, language: string) => Promise<void>): boolean {
  const { i18n } = useTranslation();
  const { language } = i18n;
  const [loaded, setLoaded] = useState('');
  useEffect(() => {
    let stale = false;
    void add(i18n, language).then(() => {
      if (!stale) setLoaded(language);
    });
    return () => {
      stale = true;
    };
  }, [add, i18n, language]);
  return loaded === language;
}
