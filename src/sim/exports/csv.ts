/**
 * Tables as comma-separated values (RFC 4180): a header line, CRLF between lines, quotes where a field has a comma, a
 * quote or a line break, quotes doubled inside. Numbers as JavaScript writes them, missing values as empty fields.
 */

export type CsvField = string | number | undefined;

export function csvTable(header: readonly string[], rows: readonly (readonly CsvField[])[]): string {
  return `${[header, ...rows].map((row) => row.map(csvField).join(",")).join("\r\n")}\r\n`;
}

function csvField(field: CsvField): string {
  if (field === undefined) return "";
  const text = String(field);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
