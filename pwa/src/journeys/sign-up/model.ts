/**
 * The form in which a company is registered.
 */
import type { NewCompany } from '../../api/account'
import { parseCompanyNumber } from '../../numbers/company'

/** What is typed. */
export interface SignUpForm {
  number: string
  company: string
  independent: boolean
  name: string
  niss: string
  email: string
  login: string
  password: string
}

/** Nothing typed yet. */
export const empty: SignUpForm = {
  number: '', company: '', independent: false, name: '', niss: '', email: '', login: '', password: '',
}

/** What is needed, in the order of the form, by the key of its label; whether it is right is for the register to say. */
export function needed(form: SignUpForm) {
  return [
    ['found.number', form.number],
    ['found.company', form.company],
    ['found.name', form.name],
    ...(form.independent ? [['me.niss', form.niss] as const] : []),
    ['signin.login', form.login],
    ['signin.password', form.password],
  ] as const
}

/** The form in the words of the contract. */
export function bodyOf(form: SignUpForm): NewCompany {
  return {
    number: parseCompanyNumber(form.number) ?? form.number,
    name: form.company,
    independent: form.independent,
    user: {
      name: form.name,
      login: form.login,
      password: form.password,
      ...(form.email.trim() && { email: form.email.trim() }),
      ...(form.independent && { niss: form.niss }),
    },
  }
}
