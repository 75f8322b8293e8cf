// Facts of an open document, at most a few times a second while people write.
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RichEditor } from './editor';
import { factsOf, type DocumentFacts } from './facts';

const everyMs = 400;

export function useFacts(editor: RichEditor): DocumentFacts {
  const { i18n } = useTranslation();
  const [facts, setFacts] = useState(() => factsOf(editor, i18n.language));
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = () => {
      timer = undefined;
      setFacts(factsOf(editor, i18n.language));
    };
    const stop = editor.onChange(() => {
      timer ??= setTimeout(look, everyMs);
    });
    timer = setTimeout(look, 0);
    return () => {
      stop?.();
      clearTimeout(timer);
    };
  }, [editor, i18n.language]);
  return facts;
}
