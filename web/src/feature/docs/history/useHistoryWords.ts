// Whether the words of the history are loaded in the language of the page.
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { addHistoryWords } from '../../../i18n/history';

export function useHistoryWords(): boolean {
  const { i18n } = useTranslation();
  const { language } = i18n;
  const [loaded, setLoaded] = useState('');
  useEffect(() => {
    let stale = false;
    void addHistoryWords(i18n, language).then(() => {
      if (!stale) setLoaded(language);
    });
    return () => {
      stale = true;
    };
  }, [i18n, language]);
  return loaded === language;
}
