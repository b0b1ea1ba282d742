import { useTranslation } from 'react-i18next';
import type { AdministrativeAction } from '#contracts/access.ts';
import { said } from '../../texts/said.ts';

const names: Readonly<Record<AdministrativeAction, string>> = {
  read: said('read everything'),
  write: said('change things'),
  publish: said('publish policies'),
  cut: said('cut connections'),
  readAudit: said('read the audit'),
  export: said('export the audit'),
  grantRole: said('grant roles'),
  manageKeys: said('manage keys and gateways'),
};

/** Writes an act of administration in words. */
export function useActionNames(): (action: AdministrativeAction) => string {
  const { t } = useTranslation();
  return (action) => t(names[action]);
}
