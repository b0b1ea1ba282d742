import { Select, SimpleGrid, TagsInput, Textarea, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ProviderView } from '#contracts/api/providers.ts';
import { mapOf, pairsOf } from './pairs.ts';

type Settings = ProviderView['settings'];

interface Props {
  readonly settings: Settings;
  readonly onChange: (part: Partial<Settings>) => void;
}

/** What most providers need no word about. */
export function RareSettings({ settings, onChange }: Props) {
  const { t } = useTranslation();
  const { claims, provenBy } = settings;
  // Other words than those for our methods are refused by the API, which says where.
  const words = (pairs: readonly string[]) => mapOf(pairs) as Settings['provenBy']['amr'];
  const claim = (name: 'login' | 'name' | 'email', label: string) => (
    <TextInput
      label={label}
      value={claims[name]}
      onChange={(event) => onChange({ claims: { ...claims, [name]: event.currentTarget.value.trim() } })}
      required
      spellCheck={false}
    />
  );
  return (
    <details>
      <summary>{t('Rare settings')}</summary>
      <SimpleGrid cols={{ base: 1, sm: 2 }} mt="sm">
        {claim('login', t('Claim with the login'))}
        {claim('name', t('Claim with the name'))}
        {claim('email', t('Claim with the e-mail address'))}
        <Select
          label={t('After a session was taken from somebody')}
          data={[
            { value: 'fresh', label: t('they prove themselves there anew') },
            { value: 'any', label: t('whatever the provider says counts') },
          ]}
          value={settings.afterRevocation}
          onChange={(value) => onChange({ afterRevocation: value === 'any' ? 'any' : 'fresh' })}
          allowDeselect={false}
        />
        <TagsInput
          label={t('Its words for how somebody signed in (amr)')}
          description={t('Such as mfa=otp: a code. hwk: a passkey. They count where its second factor does.')}
          value={pairsOf(provenBy.amr)}
          onChange={(pairs) => onChange({ provenBy: { ...provenBy, amr: words(pairs) } })}
          acceptValueOnBlur
        />
        <TagsInput
          label={t('Its words for how strong that was (acr)')}
          description={t('Such as phr=hwk, in the same way.')}
          value={pairsOf(provenBy.acr)}
          onChange={(pairs) => onChange({ provenBy: { ...provenBy, acr: words(pairs) } })}
          acceptValueOnBlur
        />
        <TagsInput
          label={t('Strength that is asked for (acr_values)')}
          value={settings.acrValues}
          onChange={(acrValues) => onChange({ acrValues })}
          acceptValueOnBlur
        />
        <TagsInput
          label={t('More in the address that people are sent to')}
          description={t('Such as access_type=offline. Press Enter after each.')}
          value={pairsOf(settings.parameters)}
          onChange={(pairs) => onChange({ parameters: mapOf(pairs) })}
          acceptValueOnBlur
        />
      </SimpleGrid>
      <Textarea
        mt="sm"
        label={t('Authority that its certificate comes from')}
        description={t('PEM, where no browser knows it; empty: those that everybody trusts.')}
        value={settings.ca ?? ''}
        onChange={(event) => {
          const ca = event.currentTarget.value;
          onChange({ ca: ca.trim() === '' ? null : ca });
        }}
        autosize
        minRows={2}
        maxRows={8}
        className="mono"
        spellCheck={false}
      />
    </details>
  );
}
