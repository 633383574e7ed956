import { readModelFolder } from '#engine/model/folder.ts'
import type { Handlers } from '#shared/contract.ts'
import type { DeviceId } from '#shared/engine-contract.ts'
import { StudioError } from '#shared/errors.ts'
import type { DirectionSpace } from '#shared/steer.ts'
import type { KnobCard } from '#shared/studio/knobs.ts'
import type { StudioContract } from '#shared/studio-contract.ts'
import type { EngineCall } from '../engine-keeper.ts'
import type { AtHand } from '../knobs/at-hand.ts'
import { misfit } from '../knobs/fits.ts'
import { orthogonalise } from '../knobs/orthogonalise.ts'
import { type Kept, type KnobShelf, pairFiles } from '../knobs/shelf.ts'
import { modelFolder } from '../model-library.ts'

export type KnobServices = {
  call: EngineCall
  shelf: KnobShelf
  hand: AtHand
  device: () => DeviceId | undefined
}
type Names = Extract<keyof StudioContract, `knobs.${string}`>

export function knobHandlers({
  call,
  shelf,
  hand,
  device,
}: KnobServices): Pick<Handlers<StudioContract>, Names> {
  const folderOf = async (model: string) => readModelFolder(await modelFolder(model))
  const cardOf = ({ id, file }: Kept, problem: string | null): KnobCard => ({ ...file, id, problem })
  return {
    'knobs.list': async ({ model }) => {
      const folder = await folderOf(model)
      return (await shelf.list()).map(kept => cardOf(kept, misfit(kept.file, folder)))
    },
    'knobs.discover': async ({ model, ...request }, { signal, emit }) => {
      const folder = await modelFolder(model)
      const found = await call(
        'knobs.discover',
        { folder, device: device(), ...request },
        { signal, onEvent: emit },
      )
      for (const { direction } of found.knobs) await hand.add(direction)
      return {
        knobs: found.knobs.map(({ id, direction: { space, dims }, explained, stability }) => ({
          id,
          space,
          dims,
          explained,
          stability,
        })),
        space: found.space as DirectionSpace,
      }
    },
    'knobs.orthogonalise': async ({ id, against }) => {
      const others = await Promise.all(against.map(hand.get))
      const { direction, kept } = orthogonalise(await hand.get(id), others)
      return { id: await hand.add(direction), kept }
    },
    'knobs.save': async ({ model, file }) => {
      const problem = misfit(file, await folderOf(model))
      if (problem) throw new StudioError('invalid-input', problem)
      const direction = file.knob.kind === 'direction' ? await hand.get(file.knob.id) : null
      return cardOf(await shelf.save(file, direction), null)
    },
    'knobs.rename': async ({ id, name, model }) => {
      const folder = await folderOf(model)
      const kept = await shelf.rename(id, name)
      return cardOf(kept, misfit(kept.file, folder))
    },
    'knobs.remove': async ({ id }) => {
      // A picture on the desk may still be turned by it.
      const direction = await shelf.numbers(await shelf.get(id)).catch(() => null)
      if (direction) await hand.add(direction)
      await shelf.remove(id)
    },
    'knobs.read': async ({ id }) => ({ files: await shelf.read(id) }),
    'knobs.import': async ({ model, files }) => {
      const folder = await folderOf(model)
      const pairs = await pairFiles(files)
      for (const { file } of pairs) {
        const problem = misfit(file, folder)
        if (problem) throw new StudioError('invalid-input', `${file.name}: ${problem}`)
      }
      const cards: KnobCard[] = []
      for (const { file, direction } of pairs) cards.push(cardOf(await shelf.save(file, direction), null))
      return cards
    },
  }
}
