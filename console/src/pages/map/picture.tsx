import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { everybody } from '#contracts/api/access.ts';
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
    column === 'groups' && id === everybody ? t('No group asked for') : name;
  const box = [-margin, -margin, pictureWidth + 2 * margin, picture.height + 2 * margin];
  return (
    <svg viewBox={box.join(' ')} className="map" role="group" aria-labelledby={title}>
      <title id={title}>
        {t('Groups on the left, policies in the middle, apps on the right, each with how many people')}
      </title>
      <g>
        {picture.lines.map((line) => (
          <path
            key={`${line.from.column} ${line.from.id} ${line.to.id}`}
            d={curve(line)}
            className={line.stronger > 0 && line.stronger === line.people ? 'line stronger' : 'line'}
            strokeWidth={1 + Math.min(7, Math.log2(1 + line.people))}
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
            {shortened(name) === name ? null : <title>{name}</title>}
            <rect width={boxWidth} height={boxHeight} rx={8} />
            <text x={12} y={22}>
              {shortened(name)}
            </text>
            <text x={boxWidth - 12} y={22} textAnchor="end" className="count">
              {one.people}
            </text>
          </g>
        );
      })}
    </svg>
  );
}

function curve({ from, to }: Line): string {
  const [x1, y1] = [from.x + boxWidth, from.y + boxHeight / 2];
  const [x2, y2] = [to.x, to.y + boxHeight / 2];
  const bend = (x2 - x1) / 2;
  return `M${x1} ${y1} C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`;
}

/** Letters that fit beside the number. */
const longestName = 25;

function shortened(name: string): string {
  return name.length > longestName ? `${name.slice(0, longestName - 1)}…` : name;
}
