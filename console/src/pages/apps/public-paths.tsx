import { Anchor, Code } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '#contracts/api/operations.ts';
import { reading } from '../../api.ts';
import { Empty } from '../../parts/empty.tsx';
import { Listing } from '../../parts/listing.tsx';
import { PageLink } from '../../parts/page-link.tsx';
import { PageTitle } from '../../parts/page-title.tsx';

/** Every path of every app that anybody opens without a sign-in. */
export function PublicPaths() {
  const { t } = useTranslation();
  const read = useQuery(reading(api.access.publicPaths, {}));
  return (
    <>
      <PageTitle
        title={t('Public paths')}
        lead={t('Whatever anybody opens without a sign-in, of all apps. No policy is asked there.')}
      />
      <Listing
        rows={read.data?.items}
        error={read.error}
        keyOf={({ app, path }) => `${app.id} ${path}`}
        empty={<Empty text={t('None: everything asks for a sign-in.')} />}
        columns={[
          {
            name: t('App'),
            cell: ({ app }) => (
              <PageLink to={`/apps/${app.id}`} fw={600}>
                {app.title}
              </PageLink>
            ),
          },
          { name: t('Path'), cell: ({ path }) => <Code>{path}</Code> },
          {
            name: t('Address'),
            cell: ({ app, path }) =>
              app.url === null ? (
                '–'
              ) : (
                <Anchor href={`${app.url}${fixed(path)}`} target="_blank" rel="noopener" size="sm">
                  {`${app.url}${fixed(path)}`}
                </Anchor>
              ),
          },
        ]}
      />
    </>
  );
}

/** The part of a pattern before its first variable. */
function fixed(pattern: string): string {
  return pattern.split(/\*\*|:/, 1)[0] ?? '/';
}
