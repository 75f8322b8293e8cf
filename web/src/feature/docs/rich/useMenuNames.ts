// The library's menu of blocks has no name, cannot be scrolled by keyboard, and says of the text that it
// is expanded, which no textbox may be. Mended where it is drawn.
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { RichEditor } from './editor';

export function useMenuNames(editor: RichEditor): void {
  const { t } = useTranslation();
  const name = t('docs.rich.blocks');
  useEffect(() => {
    const mend = () => {
      editor.domElement?.removeAttribute('aria-expanded');
      const menu = editor.portalElement?.querySelector('#bn-suggestion-menu');
      if (!menu || menu.hasAttribute('aria-label')) return;
      menu.setAttribute('aria-label', name);
      menu.setAttribute('tabindex', '0');
    };
    const observer = new MutationObserver(mend);
    const { domElement, portalElement } = editor;
    if (domElement) observer.observe(domElement, { attributeFilter: ['aria-expanded'] });
    if (portalElement) observer.observe(portalElement, { childList: true, subtree: true });
    mend();
    return () => observer.disconnect();
  }, [editor, name]);
}
