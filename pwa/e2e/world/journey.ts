/** What every journey begins with: phones, posters, and a witness at the end. */
import { expect, inject, test } from 'vitest'
import { type Phone, type Setup, switchOn } from './phone'

export { expect } from 'vitest'

interface Hands {
  /** Where the register answers. */
  origin: string
  /** Switches on a phone, which is looked over and thrown away after the journey. */
  phone: (setup: Partial<Setup>) => Promise<Phone>
}

/** A journey: what somebody does, and what must never happen on the way. */
export const journey = test.extend<Hands>({
  // oxlint-disable-next-line no-empty-pattern
  origin: async ({}, use) => use(inject('origin')),
  phone: async ({ origin }, use) => {
    const phones: Phone[] = []
    await use(async (setup) => {
      const phone = await switchOn({ origin, ...setup })
      phones.push(phone)
      return phone
    })
    for (const phone of phones) await phone.off()
    for (const phone of phones) phone.forget()
    expect(phones.flatMap((phone) => phone.witness.complaints())).toEqual([])
  },
})
