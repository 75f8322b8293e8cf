// The title of the page with the unread count.
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';

export function usePageTitle(title: string, unread = 0): void {
  const { t } = useTranslation();
  useEffect(() => {
    const name = title ? `${title} · ${t('common.product')}` : t('common.product');
    document.title = unread > 0 ? `(${unread}) ${name}` : name;
  }, [title, unread, t]);
}
