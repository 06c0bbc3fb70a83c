/**
 * Starts the app: the language first, because every word depends on it, then
 * the page, then what can wait.
 */
import './ui/base.css'
import { render } from 'preact'
import { App } from './app'
import { listen } from './router'
import { loadLanguage } from './i18n'

async function start(): Promise<void> {
  await loadLanguage()
  listen()
  const root = document.getElementById('app')
  if (root) {
    root.replaceChildren()
    render(<App />, root)
  }
}

void start()
