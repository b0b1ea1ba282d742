import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useRouterState } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '#contracts/api/operations.ts';
import type { Policy } from '#contracts/api/policies.ts';
import { reading } from '../../api.ts';
import { Confirm } from '../../parts/confirm.tsx';
import { PageTitle } from '../../parts/page-title.tsx';
import { Problem } from '../../parts/problem.tsx';
import { Reading } from '../../parts/reading.tsx';
import { useChange } from '../../use-change.ts';
import { isGuided } from './builder/is-guided.ts';
import { type PolicyDraft, PolicyForm } from './form.tsx';
import { ObservedSoFar } from './observed.tsx';
import { SavedMeanwhile } from './saved-meanwhile.tsx';
import { Editable } from '../../rights/editable.tsx';
import { Offered } from '../../rights/offered.tsx';

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
  const guided = useRouterState({ select: ({ location }) => isGuided(location.searchStr) });
  const create = useChange(api.policies.create, () => void navigate({ to: '/policies' }));
  return (
    <>
      <PageTitle title={t('Write a policy')} lead={t('It is in force as soon as it is saved.')} />
      <Problem error={create.error} />
      <Editable by={api.policies.create}>
        <PolicyForm
          initial={{
            name: '',
            title: '',
            text: guided ? '' : start,
            mode: 'enforce',
            enabled: true,
            enforceFrom: null,
          }}
          busy={create.isPending}
          onSave={(body) => create.mutate({ body })}
          changesOf={(draft) => [{ kind: 'create', ...draft }]}
        />
      </Editable>
    </>
  );
}

/** Changes a policy. */
export function EditPolicy() {
  const { id } = useParams({ strict: false });
  const read = useQuery(reading(api.policies.get, { params: { policy: id ?? '' } }));
  return (
    <Reading read={read}>
      {(saved) => <Editor key={saved.id} saved={saved} reload={() => void read.refetch()} />}
    </Reading>
  );
}

interface EditorProps {
  /** As it is saved now; it may change while somebody writes here. */
  readonly saved: Policy;
  readonly reload: () => void;
}

/**
 * Writes on the version that was there when it was opened. What somebody else saves meanwhile neither replaces what is
 * written here nor is replaced by it unseen: the choice is put to whoever writes.
 */
function Editor({ saved, reload }: EditorProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [base, setBase] = useState(saved);
  const [draft, setDraft] = useState<PolicyDraft>(draftOf(saved));
  const update = useChange(api.policies.update, () => void navigate({ to: '/policies' }));
  const remove = useChange(api.policies.remove, () => void navigate({ to: '/policies' }));
  const params = { policy: base.id };
  const take = (policy: Policy) => {
    setBase(policy);
    setDraft(draftOf(policy));
    update.reset();
  };
  const isNewer = saved.version > base.version;
  // Where nothing was written yet, or both wrote the same, there is nothing to choose.
  const isChoice = isNewer && !isSame(draft, base) && !isSame(draft, saved) && !update.isSuccess;
  useEffect(() => {
    if (!isNewer || !isSame(draft, base)) return;
    setBase(saved);
    setDraft(draftOf(saved));
  }, [isNewer, draft, base, saved]);
  const save = (body: PolicyDraft) =>
    update.mutate({ params, version: base.version, body }, { onError: reload });
  return (
    <>
      <PageTitle
        title={base.title}
        lead={t('A change is in force, for open connections too, as soon as it is saved.')}
        actions={
          <Offered by={api.policies.remove} about={params}>
            <Confirm
              label={t('Remove')}
              question={t('Remove this policy?')}
              consequence={t('Open connections are decided anew at once; those that rested on it are cut.')}
              onConfirm={() => remove.mutate({ params, version: saved.version })}
            />
          </Offered>
        }
      />
      {isChoice ? (
        <SavedMeanwhile
          theirs={saved}
          yours={draft}
          busy={update.isPending}
          onTakeTheirs={() => take(saved)}
          onSaveYours={() => update.mutate({ params, version: saved.version, body: draft })}
        />
      ) : (
        <Problem error={update.error ?? remove.error} />
      )}
      {saved.enabled && saved.mode === 'observe' ? <ObservedSoFar policy={saved} /> : null}
      <Editable by={api.policies.update} about={params}>
        <PolicyForm
          key={base.version}
          initial={draftOf(base)}
          busy={update.isPending}
          onDraft={setDraft}
          onSave={save}
          changesOf={(body) => [{ kind: 'update', policy: base.id, ...body }]}
        />
      </Editable>
    </>
  );
}

function isSame(draft: PolicyDraft, policy: Policy): boolean {
  return JSON.stringify(draftOf({ ...policy, ...draft })) === JSON.stringify(draftOf(policy));
}

function draftOf({ name, title, text, mode, enabled, enforceFrom }: Policy): PolicyDraft {
  return { name, title, text, mode, enabled, enforceFrom };
}
