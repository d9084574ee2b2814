/** The beginnings of the numbers of one issuer, as a range of equally long texts, and how long its numbers are. */
type Issuer = readonly [first: string, last: string, ...lengths: number[]];

const UP_TO_19 = [16, 17, 18, 19] as const;

// ISO/IEC 7812-1, and what the issuers publish. A length that an issuer does not use would take in numbers of goods.
const ISSUERS: readonly Issuer[] = [
  ['4', '4', 13, 16, 19], // Visa
  ['51', '55', 16], // Mastercard
  ['2221', '2720', 16], // Mastercard
  ['34', '34', 15], // American Express
  ['37', '37', 15], // American Express
  ['3528', '3589', ...UP_TO_19], // JCB
  ['36', '36', 14, ...UP_TO_19], // Diners Club
  ['300', '305', 14, ...UP_TO_19], // Diners Club
  ['3095', '3095', 14, ...UP_TO_19], // Diners Club
  ['38', '39', 14, ...UP_TO_19], // Diners Club
  ['6011', '6011', ...UP_TO_19], // Discover
  ['644', '649', ...UP_TO_19], // Discover
  ['65', '65', ...UP_TO_19], // Discover, RuPay
  ['62', '62', ...UP_TO_19], // UnionPay
  ['81', '82', 16], // UnionPay, RuPay
  ['60', '60', 16], // RuPay
  ['2200', '2204', ...UP_TO_19], // Mir
  ['5018', '5018', 13, 14, 15, ...UP_TO_19], // Maestro
  ['5020', '5020', 13, 14, 15, ...UP_TO_19], // Maestro
  ['5038', '5038', 13, 14, 15, ...UP_TO_19], // Maestro
  ['5893', '5893', 13, 14, 15, ...UP_TO_19], // Maestro
  ['6304', '6304', 13, 14, 15, ...UP_TO_19], // Maestro
  ['6759', '6763', 13, 14, 15, ...UP_TO_19], // Maestro
];

const SHORTEST = 13;

/**
 * Is it the number of a payment card: the beginning and length of an issuer, and a right check digit?
 *
 * @param digits ASCII digits, and nothing between them
 */
export const isCardNumber = (digits: string): boolean =>
  digits.length >= SHORTEST &&
  ISSUERS.some((issuer) => isOf(issuer, digits)) &&
  hasLuhnDigit(digits) &&
  !isJan(digits);

const isOf = ([first, last, ...lengths]: Issuer, digits: string): boolean => {
  const beginning = digits.slice(0, first.length);
  return lengths.includes(digits.length) && first <= beginning && beginning <= last;
};

/** The check digit of ISO/IEC 7812-1, Annex B. */
function hasLuhnDigit(digits: string): boolean {
  const sum = [...digits].reduceRight((total, digit, at) => {
    const isDoubled = (digits.length - at) % 2 === 0;
    const value = Number(digit) * (isDoubled ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}

/**
 * Goods in Japan have 13 digits that begin with 45 or 49 (JAN, GS1 General Specifications §7.9). A tenth of them would
 * pass for the 13 digits that cards of Visa had before 2000.
 */
function isJan(digits: string): boolean {
  if (!/^4[59]\d{11}$/.test(digits)) return false;
  const sum = [...digits].reduce((total, digit, at) => total + Number(digit) * (at % 2 ? 3 : 1), 0);
  return sum % 10 === 0;
}
