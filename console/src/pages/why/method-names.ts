import { useTranslation } from 'react-i18next';
import { authenticationMethods } from '#contracts/access.ts';
import { said } from '../../texts/said.ts';

const names: Readonly<Record<(typeof authenticationMethods)[number], string>> = {
  pwd: said('password'),
  otp: said('one-time code'),
  hwk: said('passkey'),
  rec: said('recovery code'),
  fed: said('provider'),
  key: said('key'),
};

/** Writes how somebody signed in, in words. */
export function useMethodNames(): (methods: readonly string[]) => string {
  const { t } = useTranslation();
  return (methods) =>
    methods
      .map((method) => {
        const known = authenticationMethods.find((one) => one === method);
        return known === undefined ? method : t(names[known]);
      })
      .join(' + ');
}
