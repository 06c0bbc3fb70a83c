/**
 * A workplace while it is being written down from its declaration of works.
 */
import type { Contractor, NewWorkplace, WorkplaceDetails } from '../../api/workplaces'
import { parseWorkplaceNumber, workplaceHelp } from '../../numbers'
import { parseCompanyNumber } from '../../numbers/company'

/** What the form holds: texts as they were typed. */
export interface Form {
  number: string
  name: string
  sector: NewWorkplace['sector']
  address: string
  opensOn: string
  closesOn: string
  client: string
  /** Whom people there can ask; on posters, and told to whoever scans one. */
  contactName: string
  contactPhone: string
  latitude: string
  longitude: string
  /** How far the workplace extends, or how well its position is known, in metres. */
  accuracy: number
  contractors: Company[]
  /** Whoever has no account must scan a poster here. */
  posterNeeded: boolean
}

/** A company of the chain; `under` is the number of the one it works for, empty for the keeper. */
export type Company = Required<Contractor>

/** A workplace is taken to extend this far, in metres. */
export const usualExtent = 100

/** Nothing written yet. */
export const empty: Form = {
  number: '', name: '', sector: 'construction', address: '', opensOn: '', closesOn: '', client: '', contactName: '', contactPhone: '',
  latitude: '', longitude: '', accuracy: usualExtent, contractors: [], posterNeeded: false,
}

/** A workplace as the form shows it. */
export function formOf({ workplace, client, contact, position, contractors }: WorkplaceDetails): Form {
  const { number, name, sector, address, opensOn = '', closesOn = '', posterNeeded } = workplace
  return {
    number, name, sector, address, opensOn, closesOn, client, posterNeeded,
    contactName: contact?.name ?? '',
    contactPhone: contact?.phone ?? '',
    latitude: position ? String(position.latitude) : '',
    longitude: position ? String(position.longitude) : '',
    accuracy: position?.accuracy ?? usualExtent,
    contractors: contractors.map(({ under = '', ...rest }) => ({ ...rest, under })),
  }
}

/** The form in the words of the contract. Coordinates that are none stay away: `positionOf` says so first. */
export function bodyOf(form: Form): NewWorkplace {
  const { number, name, sector, address, opensOn, closesOn, client, posterNeeded } = form
  const at = positionOf(form)
  const [contactName, phone] = [form.contactName.trim(), form.contactPhone.trim()]
  return {
    number: parseWorkplaceNumber(number)?.number ?? number,
    name, sector, address, client, posterNeeded,
    ...(opensOn && { opensOn }),
    ...(closesOn && { closesOn }),
    ...((contactName || phone) && { contact: { ...(contactName && { name: contactName }), ...(phone && { phone }) } }),
    ...(typeof at === 'object' && { position: { ...at, accuracy: form.accuracy } }),
    contractors: form.contractors.map(({ number, name, under }) => ({ number: company(number), name, ...(under && { under: company(under) }) })),
  }
}

/** A number of a company as the register keeps it, or as it was typed: the register says what is wrong with it. */
const company = (number: string) => parseCompanyNumber(number) ?? number

/** What is needed, in the order of the form, by the key of its label; whether it is right is for the register to say. */
export function needed(form: Form) {
  return [
    ['verify.fact.workplace', form.number],
    ['places.form.name', form.name],
    ['places.form.address', form.address],
    ['places.form.latitude', positionOf(form) !== 'wrong'],
    ...form.contractors.flatMap((one) => [['places.chain.number', one.number] as const, ['places.chain.name', one.name] as const]),
  ] as const
}

/** Where the typed coordinates are: nowhere yet, wrong, or a place. */
export function positionOf({ latitude, longitude }: Pick<Form, 'latitude' | 'longitude'>): { latitude: number; longitude: number } | 'none' | 'wrong' {
  if (!latitude.trim() && !longitude.trim()) return 'none'
  const [north, east] = [degrees(latitude), degrees(longitude)]
  return Math.abs(north) <= 90 && Math.abs(east) <= 180 ? { latitude: north, longitude: east } : 'wrong'
}

/** Two coordinates that were put into the first field together, as maps give them, go to a field each. */
export function pasted(text: string): Pick<Form, 'latitude' | 'longitude'> | undefined {
  const both = /^\s*(-?\d+(?:\.\d+)?)\s*[,;\s]\s*(-?\d+\.\d+)\s*$/.exec(text)
  return both ? { latitude: both[1] ?? '', longitude: both[2] ?? '' } : undefined
}

/** Whether a place is in or very near Belgium; latitude and longitude are easily swapped. */
export function near({ latitude, longitude }: { latitude: number; longitude: number }): boolean {
  return latitude > 49.4 && latitude < 51.6 && longitude > 2.4 && longitude < 6.5
}

/** Help while the number is typed. Its check is inferred, so it may only make one look again. */
export function numberHint(text: string): 'short' | 'long' | 'wrong_character' | 'good' | 'doubtful' | undefined {
  const help = workplaceHelp(text)
  if (help === 'empty') return undefined
  return help === 'check_fails' ? 'doubtful' : help
}

/** The chain with one company less; those that worked for it then work for whom it worked for. */
export function without(chain: Company[], index: number): Company[] {
  const gone = chain[index]
  return chain
    .filter((_, i) => i !== index)
    .map((one) => (gone && gone.number && one.under === gone.number ? { ...one, under: gone.under } : one))
}

/** The chain with one company changed; those that work for it follow when its number changes. */
export function changed(chain: Company[], index: number, how: Partial<Company>): Company[] {
  const before = chain[index]?.number
  return chain.map((one, i) => {
    if (i === index) return { ...one, ...how }
    return how.number !== undefined && before && one.under === before ? { ...one, under: how.number } : one
  })
}

function degrees(text: string): number {
  const plain = text.trim().replace(',', '.')
  return /^-?\d+(\.\d+)?$/.test(plain) ? Number(plain) : Number.NaN
}
