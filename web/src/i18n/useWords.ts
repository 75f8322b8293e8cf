// Whether words that come with a part of the app are loaded in the language of the page.
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AddWords } from './laterWords';

export function useWords(add: AddWords): boolean {
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
