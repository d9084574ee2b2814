/**
 * Is it an Individual Number of Japan ("My Number"): twelve digits, of which the last one checks the others
 * (総務省令第 85 号, 2014, Article 5)? By chance one number of twelve digits in about ten is.
 *
 * @param digits ASCII digits, and nothing between them
 */
export function isIndividualNumber(digits: string): boolean {
  if (!/^\d{12}$/.test(digits)) return false;
  const sum = [...digits.slice(0, 11)].reduce((total, digit, at) => {
    const place = 11 - at;
    return total + Number(digit) * (place <= 6 ? place + 1 : place - 5);
  }, 0);
  const rest = sum % 11;
  return Number(digits[11]) === (rest <= 1 ? 0 : 11 - rest);
}
