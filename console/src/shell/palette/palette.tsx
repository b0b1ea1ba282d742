import { Button, Kbd, Modal, Text, TextInput } from '@mantine/core';
import { useDisclosure, useHotkeys } from '@mantine/hooks';
import { useNavigate } from '@tanstack/react-router';
import { useId, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Problem } from '../../parts/problem.tsx';
import { chosenLine, lineAfter } from './chosen-line.ts';
import { EndSessions } from './end-sessions.tsx';
import { type Hit, useHits } from './hits.ts';

/** The button that opens the search, which Ctrl-K or ⌘-K opens too. */
export function Palette() {
  const { t } = useTranslation();
  const [opened, { open, close }] = useDisclosure();
  const [ending, setEnding] = useState<{ readonly id: string; readonly name: string }>();
  useHotkeys([['mod+K', open]], []);
  return (
    <>
      <Button
        variant="default"
        size="sm"
        className="search"
        onClick={open}
        aria-keyshortcuts="Control+K Meta+K"
        rightSection={<Kbd size="xs">{isMac ? '⌘ K' : t('Ctrl K')}</Kbd>}
      >
        {t('Search')}
      </Button>
      <Modal
        opened={opened}
        onClose={close}
        title={t('Search and do')}
        size="lg"
        yOffset="8vh"
        closeButtonProps={{ 'aria-label': t('Close') }}
      >
        <Finder
          onClose={close}
          onEnd={(person) => {
            close();
            setEnding(person);
          }}
        />
      </Modal>
      {ending === undefined ? null : <EndSessions person={ending} onClose={() => setEnding(undefined)} />}
    </>
  );
}

const isMac = /Mac|iPhone|iPad/.test(navigator.userAgent);

interface FinderProps {
  readonly onClose: () => void;
  readonly onEnd: (person: { readonly id: string; readonly name: string }) => void;
}

/** A combobox (WAI-ARIA): the words keep the focus, arrows choose among the lines, Enter takes one. */
function Finder({ onClose, onEnd }: FinderProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const list = useId();
  const [words, setWords] = useState('');
  const [chosen, choose] = useState<string>();
  const { hits, error, busy } = useHits(words);
  const at = chosenLine(hits, chosen);
  const [first] = hits;
  // What stands first counts as chosen once the answer is there: whatever comes after it moves it, but takes it from
  // nobody.
  if (chosen === undefined && !busy && first !== undefined) choose(first.key);
  const take = ({ does }: Hit) => {
    if (does.kind === 'end-sessions') return onEnd(does.person);
    onClose();
    void navigate({ to: does.to });
  };
  const steer = (event: KeyboardEvent) => {
    const to = lineAfter(hits, at, event.key);
    const hit = hits[at];
    if (to !== undefined) choose(to.key);
    else if (event.key === 'Enter' && hit !== undefined && !busy) take(hit);
    else return;
    event.preventDefault();
  };
  return (
    <>
      <TextInput
        value={words}
        onChange={(event) => {
          setWords(event.currentTarget.value);
          choose(undefined);
        }}
        onKeyDown={steer}
        placeholder={t('A name, an e-mail, a page')}
        aria-label={t('What are you looking for?')}
        role="combobox"
        aria-expanded="true"
        aria-autocomplete="list"
        aria-controls={list}
        aria-activedescendant={at < 0 ? undefined : `${list}-${at}`}
        data-autofocus
        spellCheck={false}
        autoComplete="off"
        maxLength={100}
        mb="sm"
      />
      <Problem error={error} />
      <div className="unseen" role="status">
        {busy ? '' : t('{{count}} results', { count: hits.length })}
      </div>
      <div id={list} role="listbox" aria-label={t('Results')} className="hits">
        {hits.map((hit, index) => (
          <HitLine
            key={hit.key}
            id={`${list}-${index}`}
            hit={hit}
            chosen={index === at}
            onTake={() => take(hit)}
          />
        ))}
      </div>
      {hits.length === 0 && !busy ? <Text c="dimmed">{t('Nothing has this name.')}</Text> : null}
    </>
  );
}

interface HitLineProps {
  readonly id: string;
  readonly hit: Hit;
  readonly chosen: boolean;
  readonly onTake: () => void;
}

function HitLine({ id, hit, chosen, onTake }: HitLineProps) {
  return (
    <div
      id={id}
      role="option"
      aria-selected={chosen}
      className="hit"
      ref={(line) => {
        if (chosen) line?.scrollIntoView({ block: 'nearest' });
      }}
      onClick={onTake}
    >
      <Text span size="xs" c="dimmed" className="what">
        {hit.group}
      </Text>
      <span className="name">
        <bdi>{hit.name}</bdi>{' '}
        <Text span size="xs" c="dimmed">
          <bdi>{hit.detail}</bdi>
        </Text>
      </span>
    </div>
  );
}
