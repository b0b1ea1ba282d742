import { Badge, Button, Code } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api } from '#contracts/api/operations.ts';
import { reading } from '../../api.ts';
import { Empty } from '../../parts/empty.tsx';
import { Listing } from '../../parts/listing.tsx';
import { PageLink } from '../../parts/page-link.tsx';
import { PageTitle } from '../../parts/page-title.tsx';
import { stateColours } from '../people/state-colours.ts';
import { Offered } from '../../rights/offered.tsx';

/** The providers by which people may sign in. */
export function ProviderList() {
  const { t } = useTranslation();
  const read = useQuery(reading(api.providers.list, {}));
  const add = (
    <Offered by={api.providers.create}>
      <Button component={Link} to="/providers/new">
        {t('Add a provider')}
      </Button>
    </Offered>
  );
  return (
    <>
      <PageTitle
        title={t('Providers')}
        lead={t('Who else may vouch for people: any OpenID Connect provider.')}
        actions={add}
      />
      <Listing
        rows={read.data?.items}
        error={read.error}
        keyOf={({ id }) => id}
        empty={<Empty text={t('No provider: people sign in with us.')} action={add} />}
        columns={[
          {
            name: t('Name'),
            cell: ({ id, title }) => (
              <PageLink to={`/providers/${id}`} fw={600}>
                {title}
              </PageLink>
            ),
          },
          { name: t('Issuer'), cell: ({ issuer }) => <Code>{issuer}</Code> },
          { name: t('Groups'), cell: ({ settings }) => settings.claims.groups ?? t('not asked for') },
          {
            name: t('State'),
            cell: ({ state }) => (
              <Badge color={stateColours[state]} variant="light">
                {t(state)}
              </Badge>
            ),
          },
        ]}
      />
    </>
  );
}
