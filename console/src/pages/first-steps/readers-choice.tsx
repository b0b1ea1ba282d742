import { Radio, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { isReaders, type Readers } from './own-app.ts';

interface Props {
  readonly value: Readers;
  readonly onChange: (value: Readers) => void;
}

/** Who may open the new app at first; a policy says it, which can be changed like any other. */
export function ReadersChoice({ value, onChange }: Props) {
  const { t } = useTranslation();
  return (
    <Radio.Group
      label={t('Who may open it')}
      description={t('This becomes a policy, which you can change at any time.')}
      value={value}
      onChange={(chosen) => {
        if (isReaders(chosen)) onChange(chosen);
      }}
    >
      <Stack gap="xs" mt="xs">
        <Radio value="administrators" label={t('Owners and administrators')} />
        <Radio value="everybody" label={t('Everybody who has an account here')} />
      </Stack>
    </Radio.Group>
  );
}
