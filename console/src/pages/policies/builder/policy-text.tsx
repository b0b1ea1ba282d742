import './policy-text.css';
import { Textarea } from '@mantine/core';
import { type KeyboardEvent, type RefObject, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Completions, completionsAt } from './complete.ts';
import { useNames } from './use-names.ts';

interface Props {
  readonly value: string;
  readonly onChange: (text: string) => void;
  readonly area: RefObject<HTMLTextAreaElement | null>;
}

/** The text of a policy; names and attributes are offered while they are written. */
export function PolicyText({ value, onChange, area }: Props) {
  const { t } = useTranslation();
  const list = useId();
  const names = useNames();
  const [offered, setOffered] = useState<Completions>();
  const [chosen, setChosen] = useState(0);
  const offer = (text: string, caret: number) => {
    setOffered(completionsAt(text, caret, names));
    setChosen(0);
  };
  const take = (option: string | undefined) => {
    if (offered === undefined || option === undefined) return;
    const caret = offered.from + option.length;
    onChange(value.slice(0, offered.from) + option + value.slice(offered.to));
    setOffered(undefined);
    // After React has written the text, or the caret would jump to its end.
    requestAnimationFrame(() => {
      area.current?.focus();
      area.current?.setSelectionRange(caret, caret);
    });
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.key === ' ' && event.ctrlKey) {
      event.preventDefault();
      offer(value, event.currentTarget.selectionStart);
      return;
    }
    if (offered === undefined) return;
    const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: offered.options.length - 1 };
    const step = steps[event.key];
    if (step !== undefined) setChosen((chosen + step) % offered.options.length);
    else if (event.key === 'Enter' || event.key === 'Tab') take(offered.options[chosen]);
    else if (event.key === 'Escape') setOffered(undefined);
    else return;
    event.preventDefault();
  };
  return (
    <div>
      <Textarea
        ref={area}
        label={t('Policy')}
        description={t('Cedar: permit or forbid, who, what, when. Control and space offers names.')}
        value={value}
        onChange={(event) => {
          const { value: text, selectionStart } = event.currentTarget;
          onChange(text);
          offer(text, selectionStart);
        }}
        onKeyDown={onKeyDown}
        onBlur={() => setOffered(undefined)}
        autosize
        minRows={10}
        maxRows={30}
        spellCheck={false}
        className="mono"
        required
        aria-autocomplete="list"
        aria-controls={offered === undefined ? undefined : list}
        aria-activedescendant={offered === undefined ? undefined : `${list}-${chosen}`}
      />
      {offered === undefined ? null : (
        <ul id={list} role="listbox" aria-label={t('What could be written here')} className="offered">
          {offered.options.map((option, place) => (
            <li
              key={option}
              id={`${list}-${place}`}
              role="option"
              aria-selected={place === chosen}
              // Before the text loses the focus, which would take the list away.
              onMouseDown={(event) => {
                event.preventDefault();
                take(option);
              }}
            >
              {option}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
