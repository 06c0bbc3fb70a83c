/** Browsers of other makers than the phone's, driven as the W3C's WebDriver has it. */

/** Sends a command of WebDriver and gives its value. */
export type Send = (command: Command, parameters?: object) => Promise<unknown>

/** The commands that journeys use. */
export type Command = 'navigate' | 'find' | 'click' | 'type' | 'run'

/** An element of the page, as WebDriver writes it. */
type Element = Record<typeof elementKey, string>

/** The name that the standard gives to the reference of an element. */
export const elementKey = 'element-6066-11e4-a52e-4f735466cecf'

const patience = 20_000

/** A browser with one page in front. */
export class Browser {
  constructor(
    private readonly send: Send,
    /** Ends it and throws away what it keeps. */
    readonly end: () => Promise<void>,
  ) {}

  /** Opens an address. */
  async open(url: string): Promise<void> {
    await this.send('navigate', { url })
  }

  /** Runs the body of a function in the page. */
  async run<T>(body: string, ...values: unknown[]): Promise<T> {
    return (await this.send('run', { script: body, args: values })) as T
  }

  /** Runs the body of a function in the page until it gives something. */
  async until<T>(what: string, body: string, ...values: unknown[]): Promise<T> {
    return this.waitFor(what, async () => (await this.run<T | null>(body, ...values)) || undefined)
  }

  /** Taps the link or button that says this. */
  async tap(words: string): Promise<void> {
    const text = quoted(words)
    await this.use(`(//a|//button)[normalize-space(.)=${text} or @aria-label=${text}]`, (element) => this.send('click', { id: element[elementKey] }))
  }

  /** Types into a field, or gives the path of a file to a field for files. */
  async type(xpath: string, text: string): Promise<void> {
    await this.use(xpath, (element) => this.send('type', { id: element[elementKey], text }))
  }

  /** Waits until the page says this somewhere, and gives all that it says. */
  async see(words: string): Promise<string> {
    return this.until(`“${words}”`, 'const said = document.body.innerText; return said.includes(arguments[0]) && said', words)
  }

  /** Waits for a page by its heading. */
  async seePage(heading: string): Promise<void> {
    await this.until(`the page “${heading}”`, 'return document.querySelector("h1")?.innerText.trim() === arguments[0]', heading)
  }

  /** Does something with an element once it is there and takes it. */
  private async use(xpath: string, act: (element: Element) => Promise<unknown>): Promise<void> {
    await this.waitFor(xpath, async () => {
      await act((await this.send('find', { using: 'xpath', value: xpath })) as Element)
      return true
    })
  }

  /** Tries until it succeeds; the page may still be on its way. */
  private async waitFor<T>(what: string, attempt: () => Promise<T | undefined>): Promise<T> {
    const end = Date.now() + patience
    let last: unknown
    while (Date.now() < end) {
      try {
        const found = await attempt()
        if (found !== undefined) return found
      } catch (error) {
        last = error
      }
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
    const shown = await this.run<string>('return location.pathname + "\\n" + document.body.innerText').catch(String)
    throw new Error(`${what} did not come${last ? ` (${last})` : ''}; the page is ${shown}`)
  }
}

/** A text as XPath writes it. */
function quoted(text: string): string {
  return `concat("", ${text.split('"').map((part) => `"${part}"`).join(`, '"', `)})`
}
