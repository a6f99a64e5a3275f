/** Where people open the sheet in a browser; undefined without an id. */
export function sheetLink({
  spreadsheetId,
  rootUrl,
}: {
  spreadsheetId: string | undefined;
  rootUrl: string | undefined;
}): string | undefined {
  if (!spreadsheetId) return undefined;
  // The practice server's page; other servers know best where theirs is.
  if (rootUrl) return new URL('/#sheet', rootUrl).href;
  return `https://docs.google.com/spreadsheets/d/${encodeURIComponent(spreadsheetId)}/edit`;
}
