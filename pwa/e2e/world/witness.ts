/** Sees what a phone asks for and complains about, on every journey. */
import type { BrowserContext } from 'playwright-core'

/** Numbers of persons in a text: no 17 digits in a row may be where others can read them. */
export function numbersIn(text: string): string[] {
  return text.match(/(?<!\d)\d{17}(?!\d)/g) ?? []
}

/** What a browser prints about an answer or a network that the journey itself arranged. */
const expected =
  /^console: (Failed to load resource: (the server responded with a status of 4\d\d|net::ERR_(INTERNET_DISCONNECTED|FAILED|CONNECTION_REFUSED|CONNECTION_RESET))|An unknown error occurred when fetching the script\.$)/

/** Everything that was asked for, and everything that should not have happened. */
export class Witness {
  readonly urls: string[] = []
  readonly #complaints = new Set<string>()
  readonly #expected = [expected]

  constructor(context: BrowserContext) {
    context.on('request', (request) => this.#asked(request.url()))
    context.on('weberror', (error) => this.#complaints.add(`error: ${error.error().message}`))
    context.on('console', (message) => {
      if (message.type() === 'error') this.#complaints.add(`console: ${message.text()}`)
      if (numbersIn(message.text()).length > 0) this.#complaints.add('the console shows the number of a person')
    })
  }

  /** What should not have happened, each once. */
  complaints(): string[] {
    return [...this.#complaints].filter((complaint) => !this.#expected.some((pattern) => pattern.test(complaint)))
  }

  /** Takes a kind of complaint for granted, on a journey that provokes it. */
  expect(pattern: RegExp): void {
    this.#expected.push(pattern)
  }

  #asked(url: string) {
    this.urls.push(url)
    if (numbersIn(decodeURIComponent(url)).length > 0) this.#complaints.add('an address holds the number of a person')
  }
}
