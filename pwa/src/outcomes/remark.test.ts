import { beforeEach, expect, test, vi } from 'vitest'
import { languages, setLanguage, t } from '../i18n'
import type { Remark } from '../offline/presence-record'
import { remarkText } from './remark'

beforeEach(() => {
  vi.stubGlobal('document', { documentElement: {} })
  vi.stubGlobal('localStorage', { setItem: () => undefined })
})

/** Told by the verdict itself. */
const elsewhere: Remark[] = ['already_registered', 'already_in', 'already_out']

/** Every other remark of the contract: a missing or surplus one does not compile. */
const worded: Record<Exclude<Remark, 'already_registered' | 'already_in' | 'already_out'>, true> = {
  out_without_in: true, late: true,
  cancel_too_late: true, limosa_unlikely: true, clock_ahead: true, limosa_not_active: true, workplace_unknown: true, workplace_not_active: true,
  workplace_not_subject: true, company_not_in_chain: true, dimona_not_ok: true, niss_not_founder: true, employer_not_founder: true,
  independent_not_founder: true, company_unknown: true, employer_not_active: true, contract_not_active: true, limosa_unknown: true,
  bis_unknown: true, bis_not_active: true, niss_unknown: true,
}

test.each(languages)('every remark has words of its own in $code', async ({ code }) => {
  await setLanguage(code)
  const texts = Object.keys(worded).map((remark) => remarkText(remark as Remark))
  expect(new Set(texts).size).toBe(texts.length)
  expect(texts).not.toContain(t('receipt.remark.other'))
})

test('a remark without words of its own is told to be there', async () => {
  await setLanguage('fr')
  expect(remarkText('already_registered')).toBe('Le registre a fait une remarque. Demandez au chef de chantier.')
  expect(remarkText('of_a_later_register' as Remark)).toBe(remarkText('already_registered'))
  for (const remark of elsewhere) expect(remarkText(remark)).not.toContain('receipt.')
})
