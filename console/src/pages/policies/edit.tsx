import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api } from '#contracts/api/operations.ts';
import { reading } from '../../api.ts';
import { Confirm } from '../../parts/confirm.tsx';
import { Loading } from '../../parts/loading.tsx';
import { PageTitle } from '../../parts/page-title.tsx';
import { Problem } from '../../parts/problem.tsx';
import { useChange } from '../../use-change.ts';
import { PolicyForm } from './form.tsx';

const start = `permit (
  principal in Group::"engineers",
  action == Action::"open",
  resource == App::"wiki"
);
`;

/** Writes a new policy. */
export function NewPolicy() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const create = useChange(api.policies.create, () => void navigate({ to: '/policies' }));
  return (
    <>
      <PageTitle title={t('Write a policy')} lead={t('It is in force as soon as it is saved.')} />
      <Problem error={create.error} />
      <PolicyForm
        initial={{ name: '', title: '', text: start, mode: 'enforce', enabled: true }}
        busy={create.isPending}
        onSave={(body) => create.mutate({ body })}
        changesOf={(draft) => [{ kind: 'create', ...draft }]}
      />
    </>
  );
}

/** Changes a policy. */
export function EditPolicy() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { id } = useParams({ strict: false });
  const read = useQuery(reading(api.policies.get, { params: { policy: id ?? '' } }));
  const update = useChange(api.policies.update, () => void navigate({ to: '/policies' }));
  const remove = useChange(api.policies.remove, () => void navigate({ to: '/policies' }));
  if (read.data === undefined) return read.error === null ? <Loading /> : <Problem error={read.error} />;
  const { name, title, text, mode, enabled, version } = read.data;
  const target = { params: { policy: read.data.id }, version };
  return (
    <>
      <PageTitle
        title={title}
        lead={t('A change is in force, for open connections too, as soon as it is saved.')}
        actions={
          <Confirm
            label={t('Remove')}
            question={t('Remove this policy?')}
            consequence={t('Open connections are decided anew at once; those that rested on it are cut.')}
            onConfirm={() => remove.mutate(target)}
          />
        }
      />
      <Problem error={update.error ?? remove.error} />
      <PolicyForm
        key={version}
        initial={{ name, title, text, mode, enabled }}
        busy={update.isPending}
        onSave={(body) => update.mutate({ ...target, body })}
        changesOf={(draft) => [{ kind: 'update', policy: read.data.id, ...draft }]}
      />
    </>
  );
}
