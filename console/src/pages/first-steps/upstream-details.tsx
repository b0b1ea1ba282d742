import { TextInput, Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { UpstreamProbe } from '#contracts/api/apps.ts';
import { type DetailName, type UpstreamDetails, detailFor } from './own-app.ts';

/** The same in every language. */
const pemBegins = '-----BEGIN CERTIFICATE-----';

interface Props {
  readonly value: UpstreamDetails;
  readonly onChange: (value: UpstreamDetails) => void;
}

/** What an address turned out to need besides: fields appear when a try has named the fault that they mend. */
export function UpstreamDetailFields({ value, onChange }: Props) {
  const { t } = useTranslation();
  const shown = (name: DetailName) => value[name] !== undefined;
  const change =
    (name: DetailName) =>
    ({ currentTarget }: { readonly currentTarget: { readonly value: string } }) =>
      onChange({ ...value, [name]: currentTarget.value });
  return (
    <>
      {shown('host') ? (
        <TextInput
          label={t('The name that it knows itself by')}
          description={t('It is asked by this name in place of its public one. Empty: by its public name.')}
          value={value.host}
          onChange={change('host')}
          spellCheck={false}
        />
      ) : null}
      {shown('serverName') ? (
        <TextInput
          label={t('The name in its certificate')}
          value={value.serverName}
          onChange={change('serverName')}
          spellCheck={false}
        />
      ) : null}
      {shown('ca') ? (
        <Textarea
          label={t('The authority that vouches for it')}
          description={t(
            'As PEM. A certificate that is signed by itself is its own authority: paste it here.',
          )}
          placeholder={pemBegins}
          value={value.ca}
          onChange={change('ca')}
          autosize
          minRows={3}
          maxRows={8}
          spellCheck={false}
        />
      ) : null}
    </>
  );
}

/** Adds the field that mends what a try came to; what is there already stays. */
export function withFieldFor(details: UpstreamDetails, probe: UpstreamProbe, url: string): UpstreamDetails {
  const field = detailFor(probe.code, url);
  return field === undefined ? details : { [field.name]: field.value, ...details };
}
