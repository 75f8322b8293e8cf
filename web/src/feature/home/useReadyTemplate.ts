// A template with its words in the language of the page; null while they load.
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  loadTexts,
  readyTemplate,
  type ReadyTemplate,
  type TemplateTexts,
} from './templateContent';
import type { RoomTemplate } from './templates';

const nothing: ReadyTemplate = { documents: [], welcome: '' };

export function useReadyTemplate(template: RoomTemplate): ReadyTemplate | null {
  const { language } = useTranslation().i18n;
  const [loaded, setLoaded] = useState<{ language: string; texts: TemplateTexts } | null>(null);
  useEffect(() => {
    let stale = false;
    void loadTexts(language).then((texts) => {
      if (!stale) setLoaded({ language, texts });
    });
    return () => {
      stale = true;
    };
  }, [language]);
  return useMemo(() => {
    if (template.documents.length === 0) return nothing;
    return loaded?.language === language ? readyTemplate(template, loaded.texts) : null;
  }, [template, loaded, language]);
}
