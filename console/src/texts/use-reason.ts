import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { reasonToOthers } from '#contracts/reasons.ts';
import { me } from '../api.ts';

/** An answer's reason, as the API gives it: its code, and what whoever asked was told. */
interface Given {
  readonly reason: string;
  readonly text: string;
}

/**
 * Says the reason of an answer to whoever looks at the page: as it was told to them where it is about themselves,
 * else in the third person. `about` is the id of the person or service account that was answered.
 */
export function useReason(): (given: Given, about: string | undefined) => string {
  const { t } = useTranslation();
  const who = useQuery(me).data?.person?.id;
  return ({ reason, text }, about) => t(who !== undefined && about === who ? text : reasonToOthers(reason));
}
