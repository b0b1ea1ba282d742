import { Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { PageTitle } from '../../parts/page-title.tsx';
import { OwnStep } from './own-step.tsx';
import { SampleStep } from './sample-step.tsx';
import { StillOpen } from './still-open.tsx';

/** What to do in the first minutes after an installation has its owner. */
export function FirstSteps() {
  const { t } = useTranslation();
  return (
    <>
      <PageTitle
        title={t('First steps')}
        lead={t('See it work on a sample app, then put your own behind it.')}
      />
      <Stack maw={760}>
        <SampleStep />
        <OwnStep />
        <StillOpen />
      </Stack>
    </>
  );
}
