/**
 * Texts that could be numbers, the same ones as the register's generator makes
 * (server/id/generator_test.go): each step throws the same dice. For tests.
 */
export class Generator {
  /** Xorshift32, never 0. */
  private dice: number
  private readonly seeds: string[][]
  private readonly pieces: string[][]

  /** Seeds are known texts; pieces are what is put into texts. */
  constructor(dice: number, seeds: string[], pieces: string[]) {
    this.dice = dice
    this.seeds = seeds.map((text) => [...text])
    this.pieces = pieces.map((text) => [...text])
  }

  /** The next one: a known text or a new number, changed up to three times. */
  text(): string {
    let text = this.base()
    for (let left = this.roll(4); left > 0; left--) text = this.change(text)
    return text.join('')
  }

  /** A number below n. */
  private roll(n: number): number {
    this.dice ^= this.dice << 13
    this.dice ^= this.dice >>> 17
    this.dice ^= this.dice << 5
    return (this.dice >>> 0) % n
  }

  private base(): string[] {
    switch (this.roll(8)) {
      case 0:
        return [...this.niss()]
      case 1:
        return [...this.checked(two(this.roll(20)) + this.digits(6), (n) => 97n - (n % 97n))]
      case 2:
        return [...this.checked(this.digits(15), (n) => (98n - ((n * 100n) % 97n) + 97n) % 97n)]
      case 3:
        return [...this.checked(this.digits(13), (n) => 98n - ((n * 100n) % 97n))]
      case 4:
        return [...`1Y10${this.letters('0123456789ABCDEFGHJKLMNPQRSTUVWXYZ', 8)}Z`]
      case 5:
        return [...this.letters('0123456789ABCDEFGHJKMNPQRSTVWXYZ', 12)]
      default:
        return [...(this.seeds[this.roll(this.seeds.length)] ?? [])]
    }
  }

  /** Eleven digits that are near a national number. */
  private niss(): string {
    const year = two(this.roll(100))
    const month = two(this.roll(14) + 20 * this.roll(3))
    const nine = year + month + two(this.roll(34)) + String(this.roll(1000)).padStart(3, '0')
    const century = 2_000_000_000n * BigInt(this.roll(2))
    return this.checked(nine, (n) => 97n - ((century + n) % 97n))
  }

  /** Adds two check digits, of which one in eight is wrong. */
  private checked(digits: string, check: (n: bigint) => bigint): string {
    const right = Number(check(BigInt(digits)))
    return digits + two(this.roll(8) === 0 ? this.roll(100) : right)
  }

  private digits(n: number): string {
    return this.letters('0123456789', n)
  }

  private letters(of: string, n: number): string {
    let text = ''
    for (let left = n; left > 0; left--) text += of.charAt(this.roll(of.length))
    return text
  }

  private change(text: string[]): string[] {
    const how = this.roll(6)
    const at = this.roll(text.length + 1)
    const piece = this.pieces[this.roll(this.pieces.length)] ?? []
    const [before, after] = [text.slice(0, at), text.slice(at + 1)]
    if (how <= 2) return [...before, ...piece, ...text.slice(at)]
    if (at === text.length) return text
    if (how === 3) return [...before, ...piece, ...after]
    if (how === 4) return [...before, ...after]
    const zero = scripts[this.roll(scripts.length)]?.codePointAt(0) ?? 0
    return text.map((character) => (/^[0-9]$/.test(character) ? String.fromCodePoint(zero + Number(character)) : character))
  }
}

/** The zeros of scripts whose digits are read. */
const scripts = ['٠', '۰', '０']

const two = (n: number) => String(n).padStart(2, '0')
