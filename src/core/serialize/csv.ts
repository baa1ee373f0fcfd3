/** Rows as CSV (RFC 4180, but with LF). A cell that a spreadsheet would run as a formula gets an apostrophe in front. */
export function csv(rows: readonly (readonly string[])[]): string[] {
  return rows.map((row) => row.map(csvCell).join(','))
}

function csvCell(text: string): string {
  const plain = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\n\r]/.test(plain) ? `"${plain.replace(/"/g, '""')}"` : plain
}
