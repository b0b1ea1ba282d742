import { NavLink } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useRouterState } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { me as whoAmI } from '../../api.ts';
import { steps } from './steps.ts';
import { useWalked } from './walked.ts';

/** The way to the walk with the step that is next; shown in the demo alone. */
export function WalkLink({ onClick }: { readonly onClick: () => void }) {
  const { t } = useTranslation();
  const me = useQuery(whoAmI);
  const walked = useWalked();
  const path = useRouterState({ select: (state) => state.location.pathname });
  if (!me.data?.demo) return null;
  const index = steps.findIndex(({ id }) => !walked.includes(id));
  const next = steps[index];
  const said = next === undefined ? t('All eight steps are done.') : `${index + 1}. ${t(next.title)}`;
  return (
    <NavLink
      component={Link}
      to="/demo"
      hash={next?.id ?? ''}
      label={t('The walk')}
      description={said}
      active={path === '/demo'}
      onClick={onClick}
      className="place"
      mb="xs"
    />
  );
}
