/** Signing in, one's own account, and the users of one's company. */
import { ask, client, has } from './client'
import { deviceKind } from './in-hand'
import { makePasskey, usePasskey } from './passkey'
import type { Reply } from './reply'
import type { components } from './schema.gen'
import { asUser, begin, type Entitlement, isEmpty, type Me, setMe } from './session'

type Schemas = components['schemas']

/** A company to register, with its first user. */
export type NewCompany = Schemas['NewCompany']
/** A user of one's own company. */
export type User = Schemas['User']
/** A user who was invited, and perhaps the link to hand over. */
export type Invited = Schemas['Invited']
/** One place where one is signed in. */
export type Session = Schemas['Session']
/** A credential of a device. */
export type Passkey = Schemas['Passkey']
/** What a link is for. */
export type Link = Schemas['Link']
/** A second factor that is not yet in force. */
export type Totp = Schemas['Totp']

const session = has('accessToken')

/** Signs in with a password. */
export const signIn = (body: Schemas['NewSession']) =>
  begin(ask(session, (signal) => client.POST('/api/v1/sessions', { body: { ...body, device: deviceKind() }, signal })))

/** Registers a company and signs its first user in. */
export const signUp = (body: NewCompany) =>
  begin(ask(session, (signal) => client.POST('/api/v1/companies', { body: { ...body, device: deviceKind() }, signal })))

/** Says what a link is for. */
export const readLink = (secret: string): Promise<Reply<Link>> =>
  ask(has('purpose'), (signal) => client.POST('/api/v1/links/reading', { body: { secret }, signal }))

/** Uses a link, and signs in. */
export const useLink = (body: Schemas['LinkUse']) =>
  begin(ask(session, (signal) => client.POST('/api/v1/links/use', { body: { ...body, device: deviceKind() }, signal })))

/** Asks for a link to set a new password; the answer says whether the register sends mail at all. */
export const askLink = (login: string, language: string): Promise<Reply<Schemas['LinkAsked']>> =>
  ask(has('mail'), (signal) => client.POST('/api/v1/links', { body: { login, language }, signal }))

/** Signs in with a passkey of this device. Undefined when the person has thought better of it. */
export async function signInWithPasskey() {
  const proof = await answerOfPasskey()
  if (proof?.kind !== 'ok') return proof
  const body = { ...proof.value, device: deviceKind() }
  return begin(ask(session, (signal) => client.POST('/api/v1/sessions/passkey', { body, signal })))
}

/** Has a passkey of this device answer a challenge. */
async function answerOfPasskey(): Promise<Reply<{ state: string; credential: never }> | undefined> {
  const asked = await ask<Schemas['Challenge']>(has('state'), (signal) =>
    client.POST('/api/v1/sessions/passkey/options', { body: {}, signal }),
  )
  if (asked.kind !== 'ok') return asked
  const answer = await usePasskey(asked.value.options)
  return answer?.kind === 'ok' ? { kind: 'ok', value: { state: asked.value.state, credential: answer.value as never } } : answer
}

/** Makes a passkey on this device. Undefined when the person has thought better of it. */
export async function addPasskey(name: string): Promise<Reply<Passkey> | undefined> {
  const asked = await asUser<Schemas['Challenge']>(has('state'), (init) =>
    client.POST('/api/v1/passkeys/options', { ...init, body: {} }),
  )
  if (asked.kind !== 'ok') return asked
  const answer = await makePasskey(asked.value.options)
  if (answer?.kind !== 'ok') return answer
  const body = { state: asked.value.state, name, credential: answer.value as never }
  return asUser(has('id'), (init) => client.POST('/api/v1/passkeys', { ...init, body }))
}

/** The passkeys of the user. */
export const getPasskeys = (): Promise<Reply<{ passkeys: Passkey[] }>> =>
  asUser(has('passkeys'), (init) => client.GET('/api/v1/passkeys', init))

/** Forgets a passkey. */
export const removePasskey = (id: string): Promise<Reply<object>> =>
  asUser(isEmpty, (init) => client.DELETE('/api/v1/passkeys/{id}', { ...init, params: { path: { id } } }))

/** Asks what the register knows of the user now. */
export async function refreshMe(): Promise<Reply<Me>> {
  return noting(await asUser<Me>(has('login'), (init) => client.GET('/api/v1/me', init)))
}

/** Changes what the user says of themselves. */
export async function changeMe(body: Schemas['MyDetails']): Promise<Reply<Me>> {
  return noting(await asUser<Me>(has('login'), (init) => client.PUT('/api/v1/me', { ...init, body })))
}

function noting(reply: Reply<Me>): Reply<Me> {
  if (reply.kind === 'ok') setMe(reply.value)
  return reply
}

/** Says again who the user is, with their password or a code. */
export const confirmMe = (body: Schemas['Confirmation']): Promise<Reply<object>> =>
  asUser(isEmpty, (init) => client.POST('/api/v1/me/confirmation', { ...init, body }))

/** The same with a passkey of this device. Undefined when the person has thought better of it. */
export async function confirmWithPasskey(): Promise<Reply<object> | undefined> {
  const proof = await answerOfPasskey()
  return proof?.kind === 'ok' ? confirmMe(proof.value) : proof
}

/** Gives the user another password. The current one says who they are. */
export async function changePassword(body: Schemas['PasswordChange']): Promise<Reply<object>> {
  const said = body.current ? await confirmMe({ password: body.current }) : undefined
  if (said && said.kind !== 'ok') return said
  return asUser(isEmpty, (init) => client.PUT('/api/v1/me/password', { ...init, body }))
}

/** Makes new recovery codes, in place of all earlier ones. */
export const addRecoveryCodes = (): Promise<Reply<{ codes: string[] }>> =>
  asUser(has('codes'), (init) => client.POST('/api/v1/me/recovery-codes', { ...init, body: {} }))

/** Begins with a second factor. */
export const addTotp = (): Promise<Reply<Totp>> =>
  asUser(has('uri'), (init) => client.POST('/api/v1/me/totp', { ...init, body: {} }))

/** Puts it in force. */
export const confirmTotp = (state: string, code: string): Promise<Reply<object>> =>
  asUser(isEmpty, (init) => client.PUT('/api/v1/me/totp', { ...init, body: { state, code } }))

/** Does without it again. */
export const removeTotp = (code: string): Promise<Reply<object>> =>
  asUser(isEmpty, (init) => client.POST('/api/v1/me/totp/removal', { ...init, body: { code } }))

/** Where the user is signed in. */
export const getSessions = (): Promise<Reply<{ sessions: Session[] }>> =>
  asUser(has('sessions'), (init) => client.GET('/api/v1/sessions', init))

/** Ends one of them. */
export const removeSession = (id: string): Promise<Reply<object>> =>
  asUser(isEmpty, (init) => client.DELETE('/api/v1/sessions/{id}', { ...init, params: { path: { id } } }))

/** The users of the company. */
export const getUsers = (): Promise<Reply<{ users: User[] }>> =>
  asUser(has('users'), (init) => client.GET('/api/v1/users', init))

/** Invites a user. */
export const addUser = (body: Schemas['NewUser']): Promise<Reply<Invited>> =>
  asUser(has('user'), (init) => client.POST('/api/v1/users', { ...init, body }))

/** Gives a user those entitlements and no others. */
export const changeUser = (id: string, entitlements: Entitlement[]): Promise<Reply<User>> =>
  asUser(has('entitlements'), (init) => client.PUT('/api/v1/users/{id}', { ...init, params: { path: { id } }, body: { entitlements } }))

/** Removes a user. */
export const removeUser = (id: string): Promise<Reply<object>> =>
  asUser(isEmpty, (init) => client.DELETE('/api/v1/users/{id}', { ...init, params: { path: { id } } }))

/** Makes a new link for a user. */
export const addUserLink = (id: string): Promise<Reply<Invited>> =>
  asUser(has('user'), (init) => client.POST('/api/v1/users/{id}/link', { ...init, params: { path: { id } }, body: {} }))
