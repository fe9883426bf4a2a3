/** The window sign as a PDF of one page, in its own size. */
import type { Language } from '../kernel/refusals.js';
import { newPdf, PAPERS, type Paper, POINTS_PER_MM, pdfBytes } from '../platform/pdf/new-pdf.js';
import { SIGN_COLOUR, type SignLanguage, signBlocks, signTitle } from './movement-page.js';

export async function windowSignPdf(language: SignLanguage, paper: Paper): Promise<Buffer> {
  const readAs: Language = language === 'es' ? 'es' : 'en';
  const [width, height] = PAPERS[paper];
  const pdf = await newPdf({ paper, title: signTitle(readAs), language: readAs, margin: 0 });
  pdf.scale(POINTS_PER_MM).lineWidth(3).strokeColor(SIGN_COLOUR).fillColor(SIGN_COLOUR);
  pdf.roundedRect(10, 10, width - 20, height - 20, 6).stroke();
  for (const { text, y, size } of signBlocks(language, height)) {
    pdf.fontSize(size).text(text, 0, y, { width, align: 'center', baseline: 'alphabetic' });
  }
  return pdfBytes(pdf);
}
