import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { everybody, everyProgram } from '#contracts/api/access.ts';
import {
  type Box,
  boxHeight,
  boxWidth,
  type Column,
  type Line,
  type Picture,
  pictureWidth,
} from './layout.ts';

interface Props {
  readonly picture: Picture;
  readonly focus: { readonly column: Column; readonly id: string } | undefined;
  readonly onFocus: (box: Box) => void;
}

/** Room for the lines' ends and the ring around the focused box. */
const margin = 6;

/** Draws the map. Each box is a button that narrows it to what the box is tied to; the table below says the same. */
export function MapPicture({ picture, focus, onFocus }: Props) {
  const { t } = useTranslation();
  const title = useId();
  const nameOf = ({ column, id, name }: Box) =>
    column !== 'groups'
      ? name
      : id === everybody
        ? t('No group asked for')
        : id === everyProgram
          ? t('Programs, by no group')
          : name;
  const box = [-margin, -margin, pictureWidth + 2 * margin, picture.height + 2 * margin];
  return (
    <svg viewBox={box.join(' ')} className="map" role="group" aria-labelledby={title}>
      <title id={title}>
        {t(
          'Groups on the left, policies in the middle, apps on the right, each with how many people and programs',
        )}
      </title>
      <g>
        {picture.lines.map((line) => (
          <path
            key={`${line.from.column} ${line.from.id} ${line.to.id}`}
            d={curve(line)}
            className={styleOf(line)}
            strokeWidth={1 + Math.min(7, Math.log2(1 + line.people + line.partly + line.programs))}
          />
        ))}
      </g>
      {picture.boxes.map((one) => {
        const name = nameOf(one);
        const chosen = focus?.column === one.column && focus.id === one.id;
        return (
          <g
            key={`${one.column} ${one.id}`}
            className={`box ${one.column}`}
            transform={`translate(${one.x} ${one.y})`}
            role="button"
            tabIndex={0}
            aria-pressed={chosen}
            onClick={() => onFocus(one)}
            onKeyDown={(event) => {
              if (event.key !== 'Enter' && event.key !== ' ') return;
              event.preventDefault();
              onFocus(one);
            }}
          >
            {shortened(name, one) === name ? null : <title>{name}</title>}
            <rect width={boxWidth} height={boxHeight} rx={8} />
            <text x={12} y={22}>
              {shortened(name, one)}
            </text>
            <text x={boxWidth - 12} y={22} textAnchor="end" className="count">
              {one.programs === 0 ? one.people : `${one.people} + ${one.programs}`}
            </text>
          </g>
        );
      })}
    </svg>
  );
}

/** Dotted where it opens parts only, dashed where it takes a stronger sign-in. */
function styleOf({ people, stronger, partly, programs }: Line): string {
  if (people === 0 && partly > 0) return 'line part';
  return stronger > 0 && stronger === people && programs === 0 ? 'line stronger' : 'line';
}

function curve({ from, to }: Line): string {
  const [x1, y1] = [from.x + boxWidth, from.y + boxHeight / 2];
  const [x2, y2] = [to.x, to.y + boxHeight / 2];
  const bend = (x2 - x1) / 2;
  return `M${x1} ${y1} C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`;
}

/** Letters that fit beside the number of people, and that of programs. */
const longestName = { people: 25, both: 21 };

function shortened(name: string, { programs }: Box): string {
  const longest = programs === 0 ? longestName.people : longestName.both;
  return name.length > longest ? `${name.slice(0, longest - 1)}…` : name;
}
