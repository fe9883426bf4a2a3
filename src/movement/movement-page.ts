/** The page to share, the table for spreadsheets and the sign for a window: made of our own words and published numbers alone. */
import { createHash } from 'node:crypto';
import type { Language } from '../kernel/refusals.js';
import { PAPERS, type Paper } from '../platform/pdf/new-pdf.js';
import { metros } from './domain/metros.js';
import type { NumberOfMonth } from './read-movement.js';

const STYLE =
  'body{font:1.1rem/1.5 system-ui,sans-serif;max-width:44rem;margin:2rem auto;padding:0 1rem;color:#111;background:#fff}table{border-collapse:collapse;width:100%}td,th{border-bottom:1px solid #ccc;padding:.3rem;text-align:left}td:last-child,th:last-child{text-align:right}@media print{a{display:none}}';

/** Nothing is loaded, from here or elsewhere; no script runs; the one style is known by its digest. */
export const PAGE_POLICY = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;
export const SIGN_POLICY = "default-src 'none'; frame-ancestors 'none'";

const words = {
  en: {
    title: 'Sanctuary homes, in numbers',
    intro:
      'Neighbors giving groceries, rides, time and money. Small numbers are left out, so that nobody can be singled out.',
    none: 'There is nothing yet that may be told.',
    head: ['Where', 'What', 'Amount'],
    nation: 'United States',
    rest: 'elsewhere',
    print: 'Window sign',
    table: 'Month by month (CSV)',
    HOMES_OPEN: 'Homes',
    HOMES_VOUCHED: 'Homes vouched for',
    HOMES_DECLARED: 'Homes that have declared themselves sanctuary homes',
    DELIVERIES: 'Deliveries of groceries',
    RIDES: 'Rides',
    TIME: 'Hours of time',
    MONEY: 'Money',
    TRAININGS: 'Trainings completed',
  },
  es: {
    title: 'Hogares santuario, en números',
    intro:
      'Vecinos que dan víveres, viajes, tiempo y dinero. Los números pequeños no se muestran, para que nadie quede señalado.',
    none: 'Todavía no hay nada que se pueda contar.',
    head: ['Dónde', 'Qué', 'Cantidad'],
    nation: 'Estados Unidos',
    rest: 'otras partes',
    print: 'Cartel para la ventana',
    table: 'Mes por mes (CSV)',
    HOMES_OPEN: 'Hogares',
    HOMES_VOUCHED: 'Hogares con aval',
    HOMES_DECLARED: 'Hogares que se han declarado santuario',
    DELIVERIES: 'Entregas de víveres',
    RIDES: 'Viajes',
    TIME: 'Horas de tiempo',
    MONEY: 'Dinero',
    TRAININGS: 'Capacitaciones terminadas',
  },
} as const;

type Told = keyof (typeof words)['en'];

export function movementPage(totals: readonly NumberOfMonth[], language: Language): string {
  const its = words[language];
  const rows = [...totals]
    .sort((a, b) => (a.area < b.area ? -1 : a.area > b.area ? 1 : 0))
    .map(
      (number) =>
        `<tr><td>${placeName(number.area, its.nation, its.rest)}</td><td>${String(its[number.what as Told] ?? '')}</td><td>${amountText(number, language)}</td></tr>`,
    );
  const [where, what, amount] = its.head;
  const table = `<table><thead><tr><th>${where}</th><th>${what}</th><th>${amount}</th></tr></thead><tbody>${rows.join('')}</tbody></table>`;
  const other =
    language === 'en'
      ? '<a href="/movement?lang=es" lang="es">Español</a>'
      : '<a href="/movement?lang=en" lang="en">English</a>';
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${its.title}</title><style>${STYLE}</style></head>
<body><h1>${its.title}</h1><p>${its.intro}</p>${rows.length > 0 ? table : `<p>${its.none}</p>`}
<p>${other} · <a href="/movement.csv">${its.table}</a> · <a href="/window-sign.pdf?lang=${language}">${its.print}</a></p></body></html>
`;
}

export function movementCsv(months: readonly NumberOfMonth[]): string {
  const lines = months.map(({ month, what, unit, area, amount }) => {
    const [, state = '', metro = ''] = area.split('/');
    return [month.slice(0, 7), what, unit, state, metro, amount].join(',');
  });
  return ['month,what,unit,state,metro,amount', ...lines, ''].join('\r\n');
}

const SIGN = {
  en: ['This is a', 'sanctuary home', 'Neighbors look after neighbors.'],
  es: ['Este es un', 'hogar santuario', 'Los vecinos nos cuidamos.'],
} as const;
export const SIGN_COLOUR = '#112233';

export type SignLanguage = Language | 'both';

export interface SignLine {
  readonly text: string;
  /** Of its foot, and its height; in millimetres. */
  readonly y: number;
  readonly size: number;
}

/** One block for each language, the one below the other. */
export function signBlocks(language: SignLanguage, height: number): readonly SignLine[] {
  const said = language === 'both' ? [SIGN.en, SIGN.es] : [SIGN[language]];
  return said.flatMap(([first, second, third], at) => {
    const middle = (height * (2 * at + 1)) / (2 * said.length);
    return [
      { text: first, y: middle - 18, size: 14 },
      { text: second, y: middle + 4, size: 23 },
      { text: third, y: middle + 24, size: 10 },
    ];
  });
}

export function signTitle(language: Language): string {
  return SIGN[language].join(' ');
}

export function windowSign(language: SignLanguage, paper: Paper): string {
  const [width, height] = PAPERS[paper];
  const lines = signBlocks(language, height).map(
    ({ text, y, size }) => `<text x="${width / 2}" y="${y}" font-size="${size}">${text}</text>`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}mm" height="${height}mm" viewBox="0 0 ${width} ${height}" font-family="Helvetica, Arial, sans-serif" text-anchor="middle" fill="${SIGN_COLOUR}"><rect x="10" y="10" width="${width - 20}" height="${height - 20}" rx="6" fill="none" stroke="${SIGN_COLOUR}" stroke-width="3"/>${lines.join('')}</svg>
`;
}

function placeName(area: string, nation: string, rest: string): string {
  const [, state, metro] = area.split('/');
  if (state === undefined) return nation;
  if (state === '-') return `${nation} (${rest})`;
  if (metro === undefined) return state;
  return `${state}: ${metros.find(({ key }) => key === metro)?.name ?? rest}`;
}

function amountText({ what, unit, amount }: NumberOfMonth, language: Language): string {
  if (what === 'MONEY') return moneyText(amount, unit, language);
  return new Intl.NumberFormat(language).format(what === 'TIME' ? Math.floor(amount / 60) : amount);
}

function moneyText(minor: number, currency: string, language: Language): string {
  const format = new Intl.NumberFormat(language, { style: 'currency', currency });
  return format.format(minor / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
}
