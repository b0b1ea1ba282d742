import { Alert } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { UpstreamProbe } from '#contracts/api/apps.ts';
import { said } from '../../texts/said.ts';
import { useApiWords } from '../../texts/use-api-words.ts';

const titles = {
  answered: said('It answers'),
  'address-invalid': said('This is no address'),
  'address-forbidden': said('This address is not allowed'),
  loops: said('It goes round in a circle'),
  'name-unknown': said('This name is not known'),
  refused: said('Nothing listens there'),
  unreachable: said('There is no way there'),
  'too-slow': said('It did not answer in time'),
  'tls-untrusted': said('Its certificate is not trusted'),
  'tls-wrong-name': said('Its certificate is for another name'),
  'tls-broken': said('The encryption could not begin'),
  'not-http': said('It does not speak HTTP there'),
  'wrong-host': said('It does not know its new name'),
} as const;

/** What came of trying an upstream, in words; nothing before it was tried. */
export function ProbeSaid({ probe }: { readonly probe: UpstreamProbe | undefined }) {
  const { t } = useTranslation();
  const apiWords = useApiWords();
  if (probe === undefined) return null;
  return (
    <Alert color={probe.reachable ? 'teal' : 'yellow'} title={t(titles[probe.code])} role="status">
      {apiWords(probe.said)}
    </Alert>
  );
}
