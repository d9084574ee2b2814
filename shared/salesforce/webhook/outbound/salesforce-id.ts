const CHECK_DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345';

/**
 * The last three characters of an id of 18 say which of the first 15 are upper case, five to a character, so that it is
 * unique without regard to case ("ID Field Type" in Salesforce's Object Reference).
 */
function suffixOf(id: string): string {
  const digits = [0, 5, 10].map((start) => {
    const cases = [...id.slice(start, start + 5)].map((each) => /[A-Z]/.test(each));
    return CHECK_DIGITS[cases.reduce((sum, isUpper, bit) => sum + (isUpper ? 1 << bit : 0), 0)];
  });
  return digits.join('');
}

/** Is this an id of Salesforce's: 15 characters, or 18 of which the last three fit the others? */
export const isSalesforceId = (text: string): boolean =>
  /^[A-Za-z0-9]{15}$/.test(text) ||
  (/^[A-Za-z0-9]{15}[A-Z0-5]{3}$/.test(text) && suffixOf(text) === text.slice(15));

/** An organization's id in the form in which two are compared: its 15 characters. Null: it is none. */
export function organizationIdIn(text: string): string | null {
  const id = text.trim();
  return isSalesforceId(id) && id.startsWith('00D') ? id.slice(0, 15) : null;
}
