import { MantineProvider } from '@mantine/core';
import { useMemo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { theme } from './theme.ts';

/** How everything looks, and what the library's own buttons are called in the language that is shown. */
export function Look({ nonce, children }: { readonly nonce: string; readonly children: ReactNode }) {
  const { t } = useTranslation();
  const close = t('Close');
  const spoken = useMemo(() => {
    const closing = { defaultProps: { closeButtonProps: { 'aria-label': close } } };
    return { ...theme, components: { Modal: closing, Drawer: closing } };
  }, [close]);
  return (
    <MantineProvider theme={spoken} defaultColorScheme="auto" getStyleNonce={() => nonce}>
      {children}
    </MantineProvider>
  );
}
