import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { BrokenPage } from './parts/broken-page.tsx';
import { Shell } from './shell/shell.tsx';

const root = createRootRoute({ component: Shell });

const page = <P extends string>(path: P, load: () => Promise<Record<string, unknown>>, name: string) =>
  createRoute({
    getParentRoute: () => root,
    path,
    component: lazyRouteComponent(load as never, name as never),
  });

const pages = [
  page('/', () => import('./pages/overview.tsx'), 'Overview'),
  page('/first-steps', () => import('./pages/first-steps/first-steps.tsx'), 'FirstSteps'),
  page('/apps', () => import('./pages/apps/list.tsx'), 'AppList'),
  page('/apps/new', () => import('./pages/apps/add.tsx'), 'AddApp'),
  page('/apps/public-paths', () => import('./pages/apps/public-paths.tsx'), 'PublicPaths'),
  page('/apps/$id', () => import('./pages/apps/edit.tsx'), 'EditApp'),
  page('/people', () => import('./pages/people/list.tsx'), 'PeopleList'),
  page('/people/$id', () => import('./pages/people/person/show.tsx'), 'ShowPerson'),
  page('/groups', () => import('./pages/groups/list.tsx'), 'GroupList'),
  page('/groups/$id', () => import('./pages/groups/show.tsx'), 'ShowGroup'),
  page('/service-accounts', () => import('./pages/service-accounts/list.tsx'), 'ServiceAccountList'),
  page('/service-accounts/$id', () => import('./pages/service-accounts/show.tsx'), 'ShowServiceAccount'),
  page('/policies', () => import('./pages/policies/list.tsx'), 'PolicyList'),
  page('/policies/new', () => import('./pages/policies/edit.tsx'), 'NewPolicy'),
  page('/policies/history', () => import('./pages/policies/history.tsx'), 'PolicyHistory'),
  page('/policies/$id', () => import('./pages/policies/edit.tsx'), 'EditPolicy'),
  page('/proposals', () => import('./pages/proposals/list.tsx'), 'ProposalList'),
  page('/proposals/$id', () => import('./pages/proposals/show.tsx'), 'ShowProposal'),
  page('/live', () => import('./pages/live/list.tsx'), 'LiveList'),
  page('/decisions', () => import('./pages/decisions/list.tsx'), 'DecisionList'),
  page('/decisions/$id', () => import('./pages/decisions/show.tsx'), 'ShowDecision'),
  page('/map', () => import('./pages/map/map.tsx'), 'AccessMapPage'),
  page('/why', () => import('./pages/why/ask.tsx'), 'Why'),
  page('/policy-tests', () => import('./pages/policy-tests/list.tsx'), 'PolicyTestList'),
  page('/tags', () => import('./pages/tags/list.tsx'), 'TagList'),
  page('/providers', () => import('./pages/providers/list.tsx'), 'ProviderList'),
  page('/providers/new', () => import('./pages/providers/add.tsx'), 'AddProvider'),
  page('/providers/$id', () => import('./pages/providers/show.tsx'), 'ShowProvider'),
  page('/gateways', () => import('./pages/gateways/list.tsx'), 'GatewayList'),
  page('/settings', () => import('./pages/settings/show.tsx'), 'Settings'),
  page('/audit', () => import('./pages/audit/list.tsx'), 'AuditList'),
  page('/demo', () => import('./pages/demo/walk.tsx'), 'Walk'),
];

export const router = createRouter({
  routeTree: root.addChildren(pages),
  defaultPreload: 'intent',
  defaultErrorComponent: BrokenPage,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
