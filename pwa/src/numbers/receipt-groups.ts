/** A receipt number in groups that can be read aloud: day, counter, check digits. */
export function groupReceiptNumber(digits: string): string {
  return digits.replace(/^(\d{6})(\d{4})(\d{3})(\d{2})$/, '$1 $2 $3 $4')
}
