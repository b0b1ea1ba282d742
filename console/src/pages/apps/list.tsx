import { Anchor, Badge, Button, Group } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api } from '#contracts/api/operations.ts';
import { Empty } from '../../parts/empty.tsx';
import { Listing } from '../../parts/listing.tsx';
import { PageTitle } from '../../parts/page-title.tsx';
import { SearchBox } from '../../parts/search-box.tsx';
import { useFilter } from '../../use-filter.ts';
import { usePages } from '../../use-pages.ts';
import { Offered } from '../../rights/offered.tsx';

/** Every app, ours last in weight but not hidden. */
export function AppList() {
  const { t } = useTranslation();
  const [search, setSearch] = useFilter('search');
  const [settled] = useDebouncedValue(search.trim(), 200);
  const { rows, error, more } = usePages(api.apps.list, settled === '' ? {} : { search: settled });
  const add = (
    <Offered by={api.apps.create}>
      <Button component={Link} to="/apps/new">
        {t('Add an app')}
      </Button>
    </Offered>
  );
  return (
    <>
      <PageTitle
        title={t('Apps')}
        lead={t('What people may open. A new app is closed until a policy allows somebody in.')}
        actions={
          <Group gap="xs">
            <Button component={Link} to="/apps/public-paths" variant="default">
              {t('Public paths')}
            </Button>
            {add}
          </Group>
        }
      />
      <SearchBox value={search} onChange={setSearch} />
      <Listing
        rows={rows}
        error={error}
        more={more}
        keyOf={(app) => app.id}
        empty={
          settled === '' ? (
            <Empty text={t('No app yet.')} action={add} />
          ) : (
            <Empty text={t('No app by that name.')} />
          )
        }
        columns={[
          {
            name: t('App'),
            cell: (app) => (
              <Group gap="xs" wrap="nowrap">
                <Anchor component={Link} to={`/apps/${app.id}`} fw={600}>
                  {app.title}
                </Anchor>
                {app.publicPaths.length === 0 ? null : (
                  <Badge size="xs" color="red">
                    {t('{{count}} public paths', { count: app.publicPaths.length })}
                  </Badge>
                )}
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
