import { Anchor, Badge, Button, Group } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api } from '#contracts/api/operations.ts';
import { Empty } from '../../parts/empty.tsx';
import { Listing } from '../../parts/listing.tsx';
import { PageTitle } from '../../parts/page-title.tsx';
import { usePages } from '../../use-pages.ts';

/** Every app, ours last in weight but not hidden. */
export function AppList() {
  const { t } = useTranslation();
  const { rows, error, more } = usePages(api.apps.list);
  const add = (
    <Button component={Link} to="/apps/new">
      {t('Add an app')}
    </Button>
  );
  return (
    <>
      <PageTitle
        title={t('Apps')}
        lead={t('What people may open. A new app is closed until a policy allows somebody in.')}
        actions={add}
      />
      <Listing
        rows={rows}
        error={error}
        more={more}
        keyOf={(app) => app.id}
        empty={<Empty text={t('No app yet.')} action={add} />}
        columns={[
          {
            name: t('App'),
            cell: (app) => (
              <Group gap="xs" wrap="nowrap">
                <Anchor component={Link} to={`/apps/${app.id}`} fw={600}>
                  {app.title}
                </Anchor>
                {app.system === null ? null : (
                  <Badge size="xs" variant="light" color="gray">
                    {t('ours')}
                  </Badge>
                )}
              </Group>
            ),
          },
          {
            name: t('Address'),
            cell: (app) => (app.url === null ? '–' : <Anchor href={app.url}>{app.host}</Anchor>),
          },
          { name: t('Goes to'), cell: (app) => app.upstream?.url ?? t('Sallyport itself') },
          {
            name: t('State'),
            cell: (app) => (
              <Badge color={app.state === 'enabled' ? 'teal' : 'red'} variant="light">
                {app.access === 'public' ? t('public') : t(app.state)}
              </Badge>
            ),
          },
        ]}
      />
    </>
  );
}
