import { describe, expect, test } from 'vitest'
import { type Abilities, better, choices, type Device, focuses, inOrder, nearer, sideOf } from './lens'

const back = (id: string, label: string): Device => ({ id, label, facing: ['environment'] })
const front = (id: string, label: string): Device => ({ id, label, facing: ['user'] })

/** Cameras as Chrome on Android and Safari on iPhones list them, and what the open one can do. */
const main: Abilities = { focusMode: ['continuous', 'single-shot', 'manual'], torch: true, zoom: { min: 1, max: 8 } }
const wide: Abilities = { focusMode: ['manual'], torch: false, zoom: { min: 1, max: 8 } }
const tele: Abilities = { focusMode: ['continuous', 'manual'], torch: false, zoom: { min: 1, max: 8 } }
const iPhone: Abilities = { focusMode: ['continuous', 'manual'], zoom: { min: 1, max: 10 } }

const phones: { phone: string; devices: Device[]; open: string; abilities: Abilities; next: string | undefined; order: string }[] = [
  {
    phone: 'Android, three cameras, the wide one opened first (known of Galaxy S21 to S23)',
    devices: [front('f', 'camera2 1, facing front'), back('w', 'camera2 2, facing back'), back('m', 'camera2 0, facing back')],
    open: 'w', abilities: wide, next: 'm', order: 'mwf',
  },
  {
    phone: 'Android, four cameras and two of the front, the tele one opened first (known of Galaxy S20)',
    devices: [front('g', 'camera2 3, facing front'), front('f', 'camera2 1, facing front'), back('t', 'camera2 4, facing back'), back('w', 'camera2 2, facing back'), back('m', 'camera2 0, facing back')],
    open: 't', abilities: tele, next: 'm', order: 'mwtfg',
  },
  {
    phone: 'Android, four cameras, the main one opened first',
    devices: [back('m', 'camera2 0, facing back'), front('f', 'camera2 1, facing front'), back('w', 'camera2 2, facing back'), back('x', 'camera2 3, facing back')],
    open: 'm', abilities: main, next: undefined, order: 'mwxf',
  },
  {
    phone: 'Android, the older interface of its cameras',
    devices: [back('w', 'camera 2, facing back'), front('f', 'camera 1, facing front'), back('m', 'camera 0, facing back')],
    open: 'w', abilities: wide, next: 'm', order: 'mwf',
  },
  {
    phone: 'a cheap phone whose only camera of the back does not focus',
    devices: [back('m', 'camera2 0, facing back'), front('f', 'camera2 1, facing front')],
    open: 'm', abilities: wide, next: undefined, order: 'mf',
  },
  {
    phone: 'a tablet without a light whose first camera focuses',
    devices: [back('m', 'camera2 0, facing back'), back('d', 'camera2 2, facing back'), front('f', 'camera2 1, facing front')],
    open: 'm', abilities: tele, next: undefined, order: 'mdf',
  },
  {
    phone: 'iPhone with three cameras: the plain one is opened and focuses',
    devices: [front('f', 'Front Camera'), back('u', 'Back Ultra Wide Camera'), back('d', 'Back Dual Wide Camera'), back('b', 'Back Camera'), back('t', 'Back Telephoto Camera'), back('3', 'Back Triple Camera')],
    open: 'b', abilities: iPhone, next: undefined, order: 'db3utf',
  },
  {
    phone: 'iPhone in Dutch, older Safari that says nothing of its cameras',
    devices: [{ id: 'f', label: 'Camera voorzijde' }, { id: 'b', label: 'Camera achterzijde' }, { id: 'u', label: 'Ultragroothoekcamera achterzijde' }],
    open: 'b', abilities: {}, next: undefined, order: 'buf',
  },
  {
    phone: 'Firefox on Android, which says nothing of focus',
    devices: [{ id: 'f', label: 'Camera 1, Facing front, Orientation 270' }, { id: 'b', label: 'Camera 0, Facing back, Orientation 90' }],
    open: 'b', abilities: {}, next: undefined, order: 'bf',
  },
  {
    phone: 'a laptop',
    devices: [{ id: 'a', label: 'Integrated Webcam (0c45:6730)' }, { id: 'b', label: 'USB Camera (046d:0825)' }],
    open: 'a', abilities: wide, next: undefined, order: 'ab',
  },
]

describe.each(phones)('$phone', ({ devices, open, abilities, next, order }) => {
  const opened = devices.find(({ id }) => id === open) as Device

  test('the right camera is tried next', () => {
    expect(better(opened, abilities, devices, [open])?.id).toBe(next)
  })

  test('they are offered in this order', () => {
    expect(inOrder(devices).map(({ id }) => id).join('')).toBe(order)
  })
})

test('no camera is tried twice, and none of the front', () => {
  const [, four] = phones
  const open = four?.devices[2] as Device
  expect(better(open, wide, four?.devices ?? [], ['t', 'm'])?.id).toBe('w')
  expect(better(open, wide, four?.devices ?? [], ['t', 'm', 'w'])).toBeUndefined()
})

test('while scanning one changes between those of the back; where nobody knows which they are, between all', () => {
  expect(phones.map(({ devices }) => choices(devices).length)).toEqual([2, 3, 3, 2, 1, 2, 5, 2, 1, 2])
})

test('sides are known by what the browser says before what the phone says', () => {
  expect(sideOf({ id: '', label: 'Back Camera', facing: ['user'] })).toBe('front')
  expect(sideOf({ id: '', label: 'Caméra arrière' })).toBe('back')
  expect(sideOf({ id: '', label: 'الكاميرا الخلفية' })).toBe('back')
  expect(sideOf({ id: '', label: 'Cameră față' })).toBe('unknown')
  expect(sideOf({ id: '', label: '' })).toBe('unknown')
})

test('a browser that says something of the camera but nothing of focus has one that does not focus', () => {
  expect(focuses({ torch: true })).toBe(false)
  expect(focuses({ focusMode: ['single-shot'] })).toBe(false)
  expect(focuses({})).toBeUndefined()
})

test('twice as near, where the camera zooms so far', () => {
  expect(nearer({ zoom: { min: 1, max: 8 } })).toBe(2)
  expect(nearer({ zoom: { min: 0.5, max: 10 } })).toBe(2)
  expect(nearer({ zoom: { min: 100, max: 400 } })).toBe(200)
  expect(nearer({ zoom: { min: 1, max: 1.5 } })).toBeUndefined()
  expect(nearer({})).toBeUndefined()
})
