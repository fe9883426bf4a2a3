/**
 * A document to print. The same content makes the same bytes: it says neither when nor by what it was made. Typefaces are the standard ones
 * that every reader has ("Helvetica", "Helvetica-Bold"), with the letters of English and Spanish; others must not be sent into it.
 */
import { buffer } from 'node:stream/consumers';
import type { Language } from '../../kernel/refusals.js';

export const POINTS_PER_MM = 72 / 25.4;

/** Width and height in millimetres. */
export const PAPERS = { a4: [210, 297], letter: [215.9, 279.4] } as const;
export type Paper = keyof typeof PAPERS;

export interface PdfAsked {
  readonly paper: Paper;
  /** What a reader shows in its frame, and reads aloud. */
  readonly title: string;
  /** Which language it is read aloud in. */
  readonly language: Language;
  /** On all four sides, in millimetres. */
  readonly margin: number;
}

/** A document with its first page. Whoever fills it does not end it: `pdfBytes` does. The library is loaded with the first: it is large, and few ask for one. */
export async function newPdf({ paper, title, language, margin }: PdfAsked): Promise<PDFKit.PDFDocument> {
  const { default: PDFDocument } = await import('pdfkit');
  const [width, height] = PAPERS[paper];
  const pdf = new PDFDocument({
    size: [width * POINTS_PER_MM, height * POINTS_PER_MM],
    margin: margin * POINTS_PER_MM,
    lang: language,
    displayTitle: true,
    compress: false,
    info: { Title: title, CreationDate: new Date(0) },
  });
  // Only what can be enumerated is written. The library reads the moment, and makes the document's id of it: always the same one.
  for (const key of ['CreationDate', 'Producer', 'Creator'])
    Object.defineProperty(pdf.info, key, { enumerable: false });
  return pdf;
}

export function pdfBytes(pdf: PDFKit.PDFDocument): Promise<Buffer> {
  pdf.end();
  return buffer(pdf);
}
