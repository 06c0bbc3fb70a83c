/** What every journey begins with: phones, posters, and a witness at the end. */
import { expect, inject, test } from 'vitest'
import { type Phone, type Setup, switchOn } from './phone'
import { newFolder, startProgram } from './program'

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

/**
 * A journey with a register of its own, where nobody else comes in: for those
 * who count who is there.
 */
export const journeyAlone = journey.extend<{ origin: string }>({
  // oxlint-disable-next-line no-empty-pattern
  origin: async ({}, use) => {
    const program = await startProgram(newFolder())
    await use(program.origin)
    await program.remove()
  },
})
