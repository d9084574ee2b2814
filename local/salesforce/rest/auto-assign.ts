/** `Sforce-Auto-Assign` (REST API Developer Guide): TRUE unless it says FALSE, also when it is not sent. */
export function isAutoAssign(header: string): boolean {
  return header.trim().toUpperCase() !== 'FALSE';
}
