// Reads QR codes as the phone does, with zxing-wasm, for comparison: takes
// pictures from standard input (width and height in four bytes each, then a
// byte of luminance a pixel) and answers each with a line of JSON.
import { readFile } from 'node:fs/promises'
import { pathToFileURL } from 'node:url'

const folder = process.argv[2]
const { prepareZXingModule, readBarcodes } = await import(pathToFileURL(`${folder}/dist/es/reader/index.js`))
const wasmBinary = await readFile(`${folder}/dist/reader/zxing_reader.wasm`)
await prepareZXingModule({ overrides: { wasmBinary }, fireImmediately: true })

let waiting = Buffer.alloc(0)
const input = process.stdin[Symbol.asyncIterator]()

async function take(n) {
  const parts = [waiting]
  let length = waiting.length
  while (length < n) {
    const { value, done } = await input.next()
    if (done) process.exit(0)
    parts.push(value)
    length += value.length
  }
  const all = Buffer.concat(parts)
  waiting = all.subarray(n)
  return all.subarray(0, n)
}

for (;;) {
  const head = await take(8)
  const width = head.readUInt32LE(0)
  const height = head.readUInt32LE(4)
  const gray = await take(width * height)
  const data = new Uint8ClampedArray(width * height * 4)
  for (let i = 0; i < gray.length; i++) data.fill(gray[i], 4 * i, 4 * i + 3).fill(255, 4 * i + 3, 4 * i + 4)
  const before = process.cpuUsage()
  const found = await readBarcodes({ data, width, height }, {
    formats: ['QRCode'], tryHarder: true, tryRotate: true, tryInvert: true, tryDownscale: true, tryDenoise: true, maxNumberOfSymbols: 1, textMode: 'Plain',
  })
  const { user, system } = process.cpuUsage(before)
  const texts = found.filter((code) => code.isValid).map((code) => code.text)
  process.stdout.write(`${JSON.stringify({ texts, microseconds: user + system })}\n`)
}
