/** Where the words of a request are sealed for: moved elsewhere they do not open. */
export function placeOfLineText(column: 'label_box' | 'note_box', rowId: string) {
  return { table: 'request_line', column, rowId };
}

export function placeOfSummary(requestId: string) {
  return { table: 'request', column: 'summary_box', rowId: requestId };
}
