/** The window sign as a PDF: one page in a typeface that every reader has, so that nothing is embedded and nothing is loaded. */
import { PAPERS, type Paper, type SignLanguage, signBlocks } from './movement-page.js';

const POINTS_PER_MM = 72 / 25.4;
/** Of Helvetica, in thousandths: the letters that the sign is made of. */
const WIDTHS: Readonly<Record<string, number>> = {
  ' ': 278,
  '.': 278,
  E: 667,
  L: 556,
  N: 722,
  T: 611,
  a: 556,
  b: 556,
  c: 500,
  d: 556,
  e: 556,
  f: 278,
  g: 556,
  h: 556,
  i: 222,
  k: 500,
  l: 222,
  m: 833,
  n: 556,
  o: 556,
  r: 333,
  s: 500,
  t: 278,
  u: 556,
  v: 500,
  y: 500,
};

export function windowSignPdf(language: SignLanguage, paper: Paper): Buffer {
  const [width, height] = PAPERS[paper].map((mm) => mm * POINTS_PER_MM) as [number, number];
  const lines = signBlocks(language, PAPERS[paper][1]).map(({ text, y, size }) => {
    const points = size * POINTS_PER_MM;
    const long = ([...text].reduce((sum, letter) => sum + (WIDTHS[letter] ?? 556), 0) * points) / 1000;
    const at = `${((width - long) / 2).toFixed(2)} ${(height - y * POINTS_PER_MM).toFixed(2)}`;
    return `BT /F1 ${points.toFixed(2)} Tf ${at} Td (${text.replace(/[()\\]/g, '\\$&')}) Tj ET`;
  });
  const frame = `8 w 28 28 ${(width - 56).toFixed(2)} ${(height - 56).toFixed(2)} re S`;
  const content = [frame, ...lines].join('\n');
  return document([
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${width.toFixed(2)} ${height.toFixed(2)}] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>`,
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>',
  ]);
}

/** The objects, numbered from 1, and where each begins. */
function document(objects: readonly string[]): Buffer {
  let text = '%PDF-1.4\n';
  const starts = objects.map((object, at) => {
    const start = text.length;
    text += `${at + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(start).padStart(10, '0')} 00000 n \n`;
  });
  const size = objects.length + 1;
  const table = `xref\n0 ${size}\n0000000000 65535 f \n${starts.join('')}`;
  return Buffer.from(
    `${text}${table}trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${text.length}\n%%EOF\n`,
    'latin1',
  );
}
