import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNeedInWords } from '../texts/use-need-words.ts';
import type { Offer } from './judge.ts';
import { useMay } from './use-may.ts';

interface Props extends Offer {
  readonly children: ReactNode;
}

/** A form that everybody who gets here may read, and that only whoever may change it can change. */
export function Editable({ children, ...offer }: Props) {
  const { t } = useTranslation();
  const needInWords = useNeedInWords();
  const may = useMay(offer);
  return (
    <fieldset className="plain editable" disabled={may.kind !== 'yes'}>
      {may.kind === 'no' || may.kind === 'stronger' ? (
        <Text size="sm" c="dimmed" mb="sm" role="note">
          {may.kind === 'no' ? t('You may look at this, but not change it.') : needInWords(may.need)}
        </Text>
      ) : null}
      {children}
    </fieldset>
  );
}
