import { Button, Code, Group, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '#contracts/api/operations.ts';
import type { Tag } from '#contracts/api/tags.ts';
import { reading } from '../../api.ts';
import { Confirm } from '../../parts/confirm.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Listing } from '../../parts/listing.tsx';
import { PageTitle } from '../../parts/page-title.tsx';
import { Problem } from '../../parts/problem.tsx';
import { useChange } from '../../use-change.ts';
import { TagForm } from './form.tsx';
import { inOrder } from './in-order.ts';
import { Offered } from '../../rights/offered.tsx';

/** Names that apps are put under, as a tree. */
export function TagList() {
  const { t } = useTranslation();
  const [editing, setEditing] = useState<Tag | 'new'>();
  const read = useQuery(reading(api.tags.list, {}));
  const remove = useChange(api.tags.remove);
  const tags = read.data?.items;
  const add = (
    <Offered by={api.tags.create}>
      <Button onClick={() => setEditing('new')}>{t('Add a tag')}</Button>
    </Offered>
  );
  return (
    <>
      <PageTitle
        title={t('Tags')}
        lead={t('Names that apps are put under, so that one policy can speak of all of them.')}
        actions={add}
      />
      <Problem error={remove.error} />
      {editing === undefined ? null : (
        <TagForm
          key={editing === 'new' ? '' : editing.name}
          tag={editing === 'new' ? undefined : editing}
          known={(tags ?? []).map(({ name }) => name)}
          onClose={() => setEditing(undefined)}
        />
      )}
      <Listing
        rows={tags === undefined ? undefined : inOrder(tags)}
        error={read.error}
        keyOf={({ path }) => path}
        empty={<Empty text={t('No tag yet.')} action={add} />}
        columns={[
          {
            name: t('Tag'),
            cell: ({ tag, depth }) => (
              <div style={{ paddingLeft: depth * 20 }}>
                <Code>{tag.name}</Code>
                <Text size="sm" c="dimmed">
                  {tag.description}
                </Text>
              </div>
            ),
          },
          { name: t('Apps'), cell: ({ tag }) => t('{{count}} apps', { count: tag.apps }) },
          { name: t('Policies'), cell: ({ tag }) => tag.policies.join(', ') || '–' },
          {
            name: '',
            cell: ({ tag }) => (
              <Group gap="xs" justify="flex-end" wrap="nowrap">
                <Offered by={api.tags.update}>
                  <Button size="compact-sm" variant="default" onClick={() => setEditing(tag)}>
                    {t('Edit')}
                  </Button>
                </Offered>
                <Offered by={api.tags.remove}>
                  <Confirm
                    label={t('Remove')}
                    question={t('Remove the tag {{name}}?', { name: tag.name })}
                    consequence={t(
                      'It can be removed only while nothing is under it and no policy speaks of it.',
                    )}
                    busy={remove.isPending}
                    onConfirm={() => remove.mutate({ params: { tag: tag.name } })}
                  />
                </Offered>
              </Group>
            ),
          },
        ]}
      />
    </>
  );
}
