import { expect, test } from 'vitest'
import { noticeOf } from './notice'

test('a push says what happened and where to tap', () => {
  const text = JSON.stringify({ title: 'غياب', text: '3', path: '/board/1Y1000003EQCZ', tag: 'missing', language: 'ar' })
  expect(noticeOf(text)).toEqual({
    title: 'غياب',
    options: { body: '3', icon: '/icons/icon-192.png', tag: 'missing', lang: 'ar', dir: 'rtl', data: { path: '/board/1Y1000003EQCZ' } },
  })
})

test.each([
  ['nothing', undefined],
  ['no JSON', 'hello'],
  ['no object', 'null'],
  ['a page of somebody else', '{"path":"//evil.example"}'],
  ['a page of somebody else, with a slash that leans', '{"path":"/\\\\evil.example"}'],
  ['a page of somebody else, behind a tab', '{"path":"/\\t/evil.example"}'],
  ['an address of somebody else', '{"path":"https://evil.example"}'],
  ['numbers', '{"title":1,"path":2}'],
])('%s still shows something, and opens home', (_, text) => {
  expect(noticeOf(text)).toMatchObject({ title: 'ciaw', options: { data: { path: '/' } } })
})
