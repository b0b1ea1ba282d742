import { TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';

interface Props {
  readonly value: number | null;
  readonly onChange: (value: number | null) => void;
}

/** The moment from which a policy is enforced that only observes until then. */
export function EnforceFrom({ value, onChange }: Props) {
  const { t } = useTranslation();
  return (
    <TextInput
      type="datetime-local"
      label={t('Enforced from')}
      description={t('Your own time. Left empty, it goes on observing.')}
      value={value === null ? '' : localText(value)}
      min={localText(Date.now())}
      onChange={(e) => onChange(momentOf(e.currentTarget.value))}
      maw={320}
    />
  );
}

/** A moment as the field takes it: on the clock of whoever reads, to the minute. */
function localText(at: number): string {
  const date = new Date(at);
  return new Date(at - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

function momentOf(text: string): number | null {
  const at = Date.parse(text);
  return Number.isNaN(at) ? null : at;
}
