/**
 * The form in which a company is registered.
 */
import type { NewCompany } from '../../api/account'

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

/** Whether everything that is needed is there; whether it is right is for the register to say. */
export function complete(form: SignUpForm): boolean {
  const needed = [form.number, form.company, form.name, form.login, form.password, ...(form.independent ? [form.niss] : [])]
  return needed.every((text) => text.trim() !== '')
}

/** The form in the words of the contract. */
export function bodyOf(form: SignUpForm): NewCompany {
  return {
    number: form.number,
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
