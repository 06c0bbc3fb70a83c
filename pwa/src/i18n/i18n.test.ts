import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { formatDay, formatTime, hasKey, language, languages, loadDeskWords, loadLanguage, setLanguage, t } from '.'
import { guessLanguage } from './languages'
import { format } from './message'

describe('guessLanguage', () => {
  it.each([
    [['ro-RO', 'en-GB'], 'ro'],
    [['fy-NL', 'nl-NL'], 'nl'],
    [['ar-MA'], 'ar'],
    [['mo'], 'ro'],
    [['UK'], 'uk'],
    [['zh-CN', 'ja'], 'en'],
    [[], 'en'],
  ])('%j is spoken to in %s', (preferred, code) => {
    expect(guessLanguage(preferred)).toBe(code)
  })
})

describe('format', () => {
  it('a name that is read from the right stands apart in words that are not', () => {
    expect(format('L1 of {{.name}}.', { name: 'ليلى' }, 'en')).toBe('L1 of \u2068ليلى\u2069.')
    expect(format('L1 of {{.name}}.', { name: 'Ana' }, 'en')).toBe('L1 of Ana.')
  })

  it('fills placeholders, and shows a missing one rather than nothing', () => {
    expect(format('{{.a}} and {{.b}}', { a: 'x' }, 'en')).toBe('x and {{.b}}')
    expect(format('{{.a}}', { a: '$&{{.b}}', b: 'no' }, 'en')).toBe('$&{{.b}}')
  })

  const polish = { one: '{{.count}} dzień', few: '{{.count}} dni', many: '{{.count}} dni (wiele)', other: '{{.count}} dnia' }
  it.each([
    [1, '1 dzień'],
    [3, '3 dni'],
    [5, '5 dni (wiele)'],
    [1.5, '1.5 dnia'],
  ])('chooses the Polish form for %s', (count, text) => {
    expect(format(polish, { count }, 'pl')).toBe(text)
  })

  it('falls back to the form every language has', () => {
    expect(format({ other: 'all' }, { count: 1 }, 'ar-u-nu-latn')).toBe('all')
  })
})

function forbidden(): never {
  throw new DOMException('no', 'SecurityError')
}

describe('the language on screen', () => {
  const root = { lang: '', dir: '' }
  const kept = new Map<string, string>()

  beforeEach(() => {
    kept.clear()
    vi.stubGlobal('document', { documentElement: root })
    vi.stubGlobal('navigator', { languages: ['ar-MA'] })
    vi.stubGlobal('localStorage', {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => kept.set(key, value),
    })
  })
  afterEach(() => vi.unstubAllGlobals())

  it('is guessed, then chosen, then remembered', async () => {
    await loadLanguage()
    expect([language.value, root.lang, root.dir]).toEqual(['ar', 'ar', 'rtl'])
    await setLanguage('ro')
    expect([language.value, root.lang, root.dir]).toEqual(['ro', 'ro', 'ltr'])
    await setLanguage('en')
    expect(t('home.limosa.until', { day: 'Monday' })).toBe('valid until Monday')
    await loadLanguage()
    expect(language.value).toBe('en')
  })

  it('brings the words of a desk when they are wanted, and from then on in every language', async () => {
    await setLanguage('en')
    expect(hasKey('places.title')).toBe(false)
    // The language changes while they are on their way.
    await Promise.all([loadDeskWords(), setLanguage('nl')])
    expect(t('places.title')).toBe('Werkplaatsen')
    await setLanguage('de')
    expect([t('places.title'), t('home.scan')]).toEqual(['Einsatzorte', 'Scannen'])
  })

  it('works where storage is forbidden', async () => {
    vi.stubGlobal('localStorage', { getItem: forbidden, setItem: forbidden })
    await loadLanguage()
    await setLanguage('pl')
    expect(language.value).toBe('pl')
  })

  it.each([
    ['nl', 'maandag 23 november', '06:52'],
    ['en', 'Monday 23 November', '06:52'],
    ['tr', '23 Kasım Pazartesi', '06:52'],
  ] as const)('writes days and times in %s', async (code, day, time) => {
    await setLanguage(code)
    expect(formatDay('2026-11-23')).toBe(day)
    expect(formatTime('2026-11-23T05:52:00Z')).toBe(time)
    expect(formatDay('2026-11-23', 'full')).toContain('2026')
    expect(formatDay('nonsense')).toBe('nonsense')
  })

  it('writes dates with the digits of the documents in every language', async () => {
    for (const { code } of languages) {
      await setLanguage(code)
      expect(formatDay('2026-11-23', 'full')).toMatch(/23/)
      expect(formatDay('2026-11-23', 'date')).toMatch(/23/)
      expect(formatTime(new Date('2026-07-01T05:00:00Z'))).toBe('07:00')
    }
  })
})
