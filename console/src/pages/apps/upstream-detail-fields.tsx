import { TextInput, Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { DetailName, UpstreamDetails } from './upstream-details.ts';

/** The same in every language. */
const pemBegins = '-----BEGIN CERTIFICATE-----';

interface Props {
  readonly shown: readonly DetailName[];
  readonly value: UpstreamDetails;
  readonly onChange: (value: UpstreamDetails) => void;
}

/** What the gateway is told about an upstream beside its address. */
export function UpstreamDetailFields({ shown, value, onChange }: Props) {
  const { t } = useTranslation();
  const field = (name: DetailName) => ({
    value: value[name] ?? '',
    onChange: ({ currentTarget }: { readonly currentTarget: { readonly value: string } }) =>
      onChange({ ...value, [name]: currentTarget.value }),
    spellCheck: false,
  });
  return (
    <>
      {shown.includes('host') ? (
        <TextInput
          label={t('The name that it knows itself by')}
          description={t('It is asked by this name in place of its public one. Empty: by its public name.')}
          {...field('host')}
        />
      ) : null}
      {shown.includes('serverName') ? (
        <TextInput
          label={t('The name in its certificate')}
          description={t('Empty: the one in its address.')}
          {...field('serverName')}
        />
      ) : null}
      {shown.includes('ca') ? (
        <Textarea
          label={t('The authority that vouches for it')}
          description={t(
            'As PEM. A certificate that is signed by itself is its own authority: paste it here.',
          )}
          placeholder={pemBegins}
          autosize
          minRows={3}
          maxRows={8}
          {...field('ca')}
        />
      ) : null}
      {shown.includes('pin') ? (
        <TextInput
          label={t('The key in its certificate')}
          description={t(
            'SHA-256 of the public key in base64, 44 characters. With it no authority is asked: only this key counts.',
          )}
          {...field('pin')}
        />
      ) : null}
    </>
  );
}
