import { expect, journey } from '../world/journey'
import { poster } from '../world/posters'

journey('a poster’s link opens with what a mail or a chat left around it', async ({ phone, origin }) => {
  const gate = await poster(origin)
  const mine = await phone({ serviceWorker: false })
  for (const link of [`${gate.link}).`, `${gate.link}%E2%80%9D`, `${gate.link}.?utm_source=mail`, gate.link.replace('/p/', '/P/\u2066')]) {
    await mine.page.goto(link)
    await mine.page.getByText(gate.name).waitFor()
    expect(new URL(mine.page.url()).pathname).toBe(new URL(gate.link).pathname)
  }
})
