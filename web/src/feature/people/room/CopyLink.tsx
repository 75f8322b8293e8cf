// Copies an address, and says so.
import { Button, CopyButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { CheckIcon, CopyIcon, iconStroke } from '../../../ui/icons';

export function CopyLink({ address, size = 'sm' }: { address: string; size?: 'xs' | 'sm' }) {
  const { t } = useTranslation();
  return (
    <CopyButton value={address} timeout={2_000}>
      {({ copied, copy }) => {
        const Icon = copied ? CheckIcon : CopyIcon;
        return (
          <Button
            variant="default"
            size={size}
            onClick={copy}
            leftSection={<Icon size={16} stroke={iconStroke} aria-hidden />}
          >
            {t(copied ? 'inviting.copied' : 'inviting.copyLink')}
          </Button>
        );
      }}
    </CopyButton>
  );
}
