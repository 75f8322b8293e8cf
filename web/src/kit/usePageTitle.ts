// The title of the page with the unread count, and a dot on its icon while something is unread.
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';

export function usePageTitle(title: string, unread = 0): void {
  const { t } = useTranslation();
  useEffect(() => {
    const name = title ? `${title} · ${t('common.product')}` : t('common.product');
    document.title = unread > 0 ? `(${unread}) ${name}` : name;
    const icon = document.querySelector('link[rel=icon]');
    icon?.setAttribute('href', unread > 0 ? '/icon-unread.svg' : '/icon.svg');
  }, [title, unread, t]);
}
