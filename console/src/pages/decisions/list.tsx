import { Anchor, Badge, SegmentedControl } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api } from '#contracts/api/operations.ts';
import { Empty } from '../../parts/empty.tsx';
import { Listing } from '../../parts/listing.tsx';
import { PageTitle } from '../../parts/page-title.tsx';
import { Since } from '../../parts/since.tsx';
import { said } from '../../texts/said.ts';
import { useFilter } from '../../use-filter.ts';
import { usePages } from '../../use-pages.ts';
import { outcomeColour } from './outcome-colour.ts';

/** Every decision, newest first. */
export function DecisionList() {
  const { t } = useTranslation();
  const [outcome, setOutcome] = useFilter('outcome', 'all');
  const query = ['allow', 'challenge', 'deny'].includes(outcome) ? { outcome } : {};
  const { rows, error, more } = usePages(api.decisions.list, query, { everyMs: 4_000 });
  return (
    <>
      <PageTitle
        title={t('Decisions')}
        lead={t('Who asked for what, and what was answered.')}
        actions={
          <SegmentedControl
            aria-label={t('Outcome')}
            value={outcome}
            onChange={setOutcome}
            data={[said('all'), 'allow', 'challenge', 'deny'].map((value) => ({ value, label: t(value) }))}
          />
        }
      />
      <Listing
        rows={rows}
        error={error}
        more={more}
        keyOf={(decision) => decision.id}
        empty={<Empty text={t('Nothing was decided yet.')} />}
        columns={[
          {
            name: t('Answer'),
            cell: (decision) => (
              <Badge color={outcomeColour[decision.outcome]} variant="light">
                {t(decision.outcome)}
              </Badge>
            ),
          },
          { name: t('Person'), cell: (decision) => decision.person?.name ?? '–' },
          { name: t('App'), cell: (decision) => decision.app?.name ?? '–' },
          {
            name: t('Why'),
            cell: (decision) => (
              <Anchor component={Link} to={`/decisions/${decision.id}`}>
                {t(decision.text)}
              </Anchor>
            ),
          },
          { name: t('When'), cell: (decision) => <Since at={decision.at} /> },
        ]}
      />
    </>
  );
}
