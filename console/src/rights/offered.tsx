import type { ReactNode } from 'react';
import { useNeedInWords } from '../texts/use-need-words.ts';
import type { Offer } from './judge.ts';
import { useMay } from './use-may.ts';

interface Props extends Offer {
  readonly children: ReactNode;
}

/**
 * Shows what does something only to whoever may do it; greyed out, with what the sign-in has to bring, to whoever
 * may after a stronger one.
 */
export function Offered({ children, ...offer }: Props) {
  const may = useMay(offer);
  const needInWords = useNeedInWords();
  if (may.kind === 'yes') return children;
  if (may.kind !== 'stronger') return null;
  const why = needInWords(may.need);
  return (
    <fieldset className="plain" disabled title={why}>
      <legend className="unseen">{why}</legend>
      {children}
    </fieldset>
  );
}
