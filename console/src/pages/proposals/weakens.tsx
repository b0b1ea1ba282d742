import { List } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Proposal } from '#contracts/api/proposals.ts';
import { weakeningWords } from './words.ts';

/** What a change weakens, each thing with the rule that found it. */
export function Weakens({ weakens }: { readonly weakens: Proposal['weakens'] }) {
  const { t } = useTranslation();
  return (
    <List size="sm">
      {weakens.map(({ rule, id, name }) => (
        <List.Item key={`${rule} ${id} ${name}`}>
          <strong dir="auto">{name}</strong>: {t(weakeningWords[rule])}
        </List.Item>
      ))}
    </List>
  );
}
