/** Documents to print: the same bytes for the same content, Spanish as it is written, and nothing of where and when they were made. */
import { describe, expect, it } from '@jest/globals';
import { newPdf, pdfBytes } from './new-pdf.js';

const SPANISH = '¿Qué víveres? Año, pingüino, ¡ÁNIMO! 5 €';
/** Windows-1252, which is Latin 1 but for a few signs. */
const IN_FILE = Buffer.from(SPANISH.replace('€', '\x80'), 'latin1').toString('hex');

async function aDocument(): Promise<string> {
  const pdf = await newPdf({ paper: 'a4', title: 'Víveres', language: 'es', margin: 20 });
  pdf.text(SPANISH, { features: [] });
  for (let page = 0; page < 2; page += 1) pdf.addPage().table({ data: [['Leche', '3']] });
  return (await pdfBytes(pdf)).toString('latin1');
}

/** What stands in it, put together from pieces between which letters are moved closer. */
const written = (pdf: string) =>
  [...pdf.matchAll(/\[([^\]]*)\] TJ/g)].map(([, pieces = '']) =>
    [...pieces.matchAll(/<([0-9a-f]*)>/g)].map(([, hex]) => hex).join(''),
  );

describe('a document to print', () => {
  it('is the same whenever it is made, and names nothing that made it', async () => {
    const [first, second] = [await aDocument(), await aDocument()];
    expect(second).toBe(first);
    expect(first).not.toMatch(/CreationDate|ModDate|Producer|Creator|PDFKit|file:|\/tmp|\/home/i);
  });

  it('has Spanish letters, in a typeface that need not be sent along', async () => {
    const pdf = await aDocument();
    expect(written(pdf).join(' ').replaceAll('20', '')).toContain(IN_FILE.replaceAll('20', ''));
    expect(pdf).toContain('/Encoding /WinAnsiEncoding');
    expect(pdf).not.toContain('/FontFile');
    expect(pdf).toContain('/Count 3');
  });

  it('can be opened: the table of the file lies where its foot says, and its objects where the table says', async () => {
    const pdf = await aDocument();
    const at = Number(/startxref\n(\d+)\n%%EOF\n$/.exec(pdf)?.[1]);
    expect(pdf.slice(at, at + 4)).toBe('xref');
    const starts = [...pdf.slice(at).matchAll(/^(\d{10}) 00000 n/gm)].map(([, start]) => Number(start));
    expect(starts.length).toBeGreaterThan(8);
    expect(starts.map((start) => /^\d+ 0 obj\n/.exec(pdf.slice(start))?.[0])).toEqual(
      starts.map((_, before) => `${before + 1} 0 obj\n`),
    );
  });
});
