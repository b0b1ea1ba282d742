import { Anchor, Badge, Button, Group, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api } from '#contracts/api/operations.ts';
import { Empty } from '../../parts/empty.tsx';
import { Listing } from '../../parts/listing.tsx';
import { PageTitle } from '../../parts/page-title.tsx';
import { Since } from '../../parts/since.tsx';
import { useFormat } from '../../texts/use-format.ts';
import { usePages } from '../../use-pages.ts';
import { Offered } from '../../rights/offered.tsx';

/** Every policy, as it is in force. */
export function PolicyList() {
  const { t } = useTranslation();
  const format = useFormat();
  const { rows, error, more } = usePages(api.policies.list);
  const add = (
    <Offered by={api.policies.create}>
      <Button component={Link} to="/policies/new?guided">
        {t('Write a policy')}
      </Button>
    </Offered>
  );
  return (
    <>
      <PageTitle
        title={t('Policies')}
        lead={t('Nothing is allowed unless one permits it and none forbids it.')}
        actions={
          <Group>
            <Button component={Link} to="/policies/history" variant="default">
              {t('Versions')}
            </Button>
            {add}
          </Group>
        }
      />
      <Listing
        rows={rows}
        error={error}
        more={more}
        keyOf={(policy) => policy.id}
        empty={<Empty text={t('No policy: nobody can open anything.')} action={add} />}
        columns={[
          {
            name: t('Policy'),
            cell: (policy) => (
              <>
                <Anchor component={Link} to={`/policies/${policy.id}`} fw={600}>
                  {policy.title}
                </Anchor>
                <Text size="xs" c="dimmed">
                  {policy.name}
                </Text>
              </>
            ),
          },
          {
            name: t('Mode'),
            cell: (policy) => (
              <>
                <Badge
                  variant="light"
                  color={!policy.enabled ? 'gray' : policy.mode === 'observe' ? 'blue' : 'teal'}
                >
                  {policy.enabled ? t(policy.mode) : t('off')}
                </Badge>
                {policy.enforceFrom === null ? null : (
                  <Text size="xs" c={policy.enforceProblem === null ? 'dimmed' : 'red'}>
                    {policy.enforceProblem === null
                      ? t('enforced from {{time}} on', { time: format.moment(policy.enforceFrom) })
                      : t('not enforced: something is in its way')}
                  </Text>
                )}
              </>
            ),
          },
          { name: t('Changed'), cell: (policy) => <Since at={policy.changedAt} /> },
        ]}
      />
    </>
  );
}
