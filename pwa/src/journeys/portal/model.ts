/**
 * What the portal offers to whom.
 */
import type { Me } from '../../api/session'

/** Somewhere to go from the portal. */
export interface Tile {
  name: 'work' | 'places' | 'presences' | 'users' | 'hooks' | 'me'
  href: string
}

/** What a user can do, the daily things first; nothing is offered that the register would refuse. */
export function tilesOf(user: Me): Tile[] {
  const may = (entitlement: Me['entitlements'][number]) => user.entitlements.includes(entitlement)
  const tiles: [boolean, Tile][] = [
    [user.registersSelf || may('register'), { name: 'work', href: '/work' }],
    [may('workplaces') || may('consult'), { name: 'places', href: '/places' }],
    [may('consult') || may('register'), { name: 'presences', href: '/presences' }],
    [may('access'), { name: 'users', href: '/users' }],
    [may('web_service'), { name: 'hooks', href: '/hooks' }],
    [true, { name: 'me', href: '/me' }],
  ]
  return tiles.filter(([offered]) => offered).map(([, tile]) => tile)
}
