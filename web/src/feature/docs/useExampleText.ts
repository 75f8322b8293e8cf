// The text of an example in the language of the page, once somebody starts from it.
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { addExampleTexts } from '../../i18n/examples';

export function useExampleText(): (id: string) => Promise<string> {
  const { t, i18n } = useTranslation();
  return useCallback(
    async (id) => {
      await addExampleTexts(i18n, i18n.language);
      return t(`docs.examples.${id}.text`);
    },
    [i18n, t],
  );
}
