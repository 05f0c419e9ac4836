// `npm ci` on a fresh clone: it refuses a lock file that leaves out a package it names, also one for another machine.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { z } from 'zod'

const Names = z.record(z.string(), z.string()).default({})
const Lock = z.object({ packages: z.record(z.string(), z.object({ dependencies: Names, optionalDependencies: Names })) })

const ROOT = join(import.meta.dirname, '..')
const { packages } = Lock.parse(JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')))

/** Where npm looks for a package: beside the one that asks, then upwards. */
function placesOf(name: string, asker: string): string[] {
  const places = [`node_modules/${name}`]
  for (let at = asker.indexOf('/node_modules/'); at >= 0; at = asker.indexOf('/node_modules/', at + 1))
    places.push(`${asker.slice(0, at)}/node_modules/${name}`)
  if (asker !== '') places.push(`${asker}/node_modules/${name}`)
  return places
}

it('locks every package that a locked package names, for every machine', () => {
  const missing = Object.entries(packages).flatMap(([asker, { dependencies, optionalDependencies }]) =>
    Object.keys({ ...dependencies, ...optionalDependencies }).filter((name) => !placesOf(name, asker).some((place) => place in packages)),
  )
  expect(missing).toEqual([])
})
