import { Alert, Anchor, Badge, Card, Checkbox, Group, List, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { me as whoAmI } from '../../api.ts';
import { PageLink } from '../../parts/page-link.tsx';
import { PageTitle } from '../../parts/page-title.tsx';
import { steps, type Deed, type WalkStep } from './steps.ts';
import { tick, useWalked } from './walked.ts';

/** Eight things to try in the demo: whom to be, what to do, what to see. */
export function Walk() {
  const { t } = useTranslation();
  const me = useQuery(whoAmI);
  const walked = useWalked();
  if (me.data === undefined) return null;
  const { demo, domain } = me.data;
  if (demo === null)
    return (
      <>
        <PageTitle title={t('This is no demo')} lead={t('Everything here is real.')} />
        <PageLink to="/first-steps">{t('First steps')}</PageLink>
      </>
    );
  return (
    <>
      <PageTitle
        title={t('A walk in eight steps')}
        lead={t('Harbour & Finch is invented; everything else you see is how Sallyport works.')}
      />
      <Alert mb="lg" title={t('Whom to be')}>
        {t('A page on your machine has everybody’s address, password and one-time code:')}{' '}
        <Anchor href={demo.guide} target="_blank" rel="noreferrer">
          {demo.guide}
        </Anchor>
        . {t('Stay Olga here, and be others in a private window.')}
      </Alert>
      <Stack gap="md">
        {steps.map((step, index) => (
          <StepCard
            key={step.id}
            step={step}
            number={index + 1}
            domain={domain}
            done={walked.includes(step.id)}
          />
        ))}
      </Stack>
    </>
  );
}

interface CardProps {
  readonly step: WalkStep;
  readonly number: number;
  readonly domain: string;
  readonly done: boolean;
}

function StepCard({ step, number, domain, done }: CardProps) {
  const { t } = useTranslation();
  const title = `${number}. ${t(step.title)}`;
  return (
    <Card withBorder padding="lg" component="section" aria-label={title} id={step.id}>
      <Group justify="space-between" wrap="nowrap" align="flex-start" mb="xs">
        <Title order={3} size="h4" c={done ? 'dimmed' : ''}>
          {title}
        </Title>
        <Checkbox checked={done} onChange={() => tick(step.id)} label={t('done')} style={{ flex: 'none' }} />
      </Group>
      <Group gap="xs" mb="sm">
        <Text size="sm" c="dimmed">
          {t('As')}
        </Text>
        {step.as.map((name) => (
          <Badge key={name} variant="light" tt="none">
            {name}
          </Badge>
        ))}
      </Group>
      <List type="ordered" spacing={6} mb="sm" styles={{ itemWrapper: { display: 'inline' } }}>
        {step.deeds.map((deed) => (
          <List.Item key={deed.text}>
            {t(deed.text)} <Way deed={deed} domain={domain} />
          </List.Item>
        ))}
      </List>
      <Text size="sm">
        <Text span fw={600}>
          {t('What you see:')}
        </Text>{' '}
        {t(step.see)}
      </Text>
    </Card>
  );
}

function Way({ deed, domain }: { readonly deed: Deed; readonly domain: string }) {
  const { t } = useTranslation();
  if (deed.to !== undefined)
    return deed.to.includes('?') ? (
      <Anchor href={deed.to}>{t('Go there')}</Anchor>
    ) : (
      <Anchor component={Link} to={deed.to}>
        {t('Go there')}
      </Anchor>
    );
  if (deed.app === undefined) return null;
  const port = location.port === '' ? '' : `:${location.port}`;
  const address = `https://${deed.app}.${domain}${port}${deed.path ?? '/'}`;
  return (
    <Anchor href={address} target="_blank" rel="noreferrer" style={{ overflowWrap: 'anywhere' }}>
      {address}
    </Anchor>
  );
}
