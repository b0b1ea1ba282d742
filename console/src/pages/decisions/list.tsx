import { Anchor, Badge, SegmentedControl } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api } from '#contracts/api/operations.ts';
import { Empty } from '../../parts/empty.tsx';
import { Listing } from '../../parts/listing.tsx';
import { PageLink } from '../../parts/page-link.tsx';
import { PageTitle } from '../../parts/page-title.tsx';
import { Since } from '../../parts/since.tsx';
import { said } from '../../texts/said.ts';
import { useFilter } from '../../use-filter.ts';
import { usePages } from '../../use-pages.ts';
import { pageOfHolder } from '../people/page-of-holder.ts';
import { Narrowing } from './narrowing.tsx';
import { outcomeColour } from './outcome-colour.ts';
import { useReason } from '../../texts/use-reason.ts';

/** Every decision, newest first. */
export function DecisionList() {
  const { t } = useTranslation();
  const reasonInWords = useReason();
  const [outcome, setOutcome] = useFilter('outcome', 'all');
  const [person, setPerson] = useFilter('person');
  const [app, setApp] = useFilter('app');
  const query = {
    ...(['allow', 'challenge', 'deny'].includes(outcome) ? { outcome } : {}),
    ...(person === '' ? {} : { person }),
    ...(app === '' ? {} : { app }),
  };
  const { rows, error, more } = usePages(api.decisions.list, query, { everyMs: 4_000 });
  return (
    <>
      <PageTitle
        title={t('Decisions')}
        lead={t('Who asked for what, and what was answered.')}
        actions={
          <SegmentedControl
            className="outcomes"
            aria-label={t('Outcome')}
            value={outcome}
            onChange={setOutcome}
            data={[said('all'), 'allow', 'challenge', 'deny'].map((value) => ({ value, label: t(value) }))}
          />
        }
      />
      <Narrowing
        person={{
          id: person,
          name: rows?.find((row) => row.person?.id === person)?.person?.name,
          onChange: setPerson,
        }}
        app={{ id: app, name: rows?.find((row) => row.app?.id === app)?.app?.name, onChange: setApp }}
      />
      <Listing
        rows={rows}
        error={error}
        more={more}
        keyOf={(decision) => decision.id}
        empty={
          <Empty
            text={
              Object.keys(query).length === 0 ? t('Nothing was decided yet.') : t('No decision fits this.')
            }
          />
        }
        columns={[
          {
            name: t('Answer'),
            cell: (decision) => (
              <Badge color={outcomeColour[decision.outcome]} variant="light">
                {t(decision.outcome)}
              </Badge>
            ),
          },
          {
            name: t('Person'),
            cell: ({ person: who }) =>
              who === null ? '–' : <PageLink to={pageOfHolder(who.id)}>{who.name}</PageLink>,
          },
          {
            name: t('App'),
            cell: ({ app: what }) =>
              what === null ? '–' : <PageLink to={`/apps/${what.id}`}>{what.name}</PageLink>,
          },
          {
            name: t('Why'),
            cell: (decision) => (
              <Anchor component={Link} to={`/decisions/${decision.id}`}>
                {reasonInWords(decision, decision.person?.id)}
              </Anchor>
            ),
          },
          { name: t('When'), cell: (decision) => <Since at={decision.at} /> },
        ]}
      />
    </>
  );
}
