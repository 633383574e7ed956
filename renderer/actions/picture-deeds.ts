import type { ColourLabel } from '#shared/library/query-fields.ts'
import { call } from '../api.ts'
import { can } from '../stores/connection.ts'
import { useLibrary } from '../stores/library.ts'
import { openDialog, useView } from '../stores/view.ts'
import { restore, trash } from './bin.ts'
import { externalOf, importExternal, isExternal } from './external.ts'
import { gridOfPicture } from './grids.ts'
import { label, rate, star } from './mark.ts'
import { pickFile } from './open-file.ts'
import {
  copyPaths,
  copyPicture,
  onSelected,
  onTargets,
  recallPicture,
  savePicture,
  showAlike,
  vary,
} from './pictures.ts'
import type { Part } from './recall.ts'
import { moveSelection, targets } from './selection.ts'
import type { Deed, Deeds } from './types.ts'

/** For all chosen pictures. */
const toTargets = (run: (ids: string[]) => Promise<void>): Deed => ({
  run: onTargets(run),
  enabled: () => targets().length > 0,
})
const inTrash = () => useLibrary.getState().filter.trashed === true
const rates = (stars: number) => toTargets(ids => rate(ids, stars))
const labels = (colour: ColourLabel | '') => toTargets(ids => label(ids, colour))

const selected = () => useView.getState().selected !== null
const recall = (part: Part): Deed => ({ run: onSelected(id => recallPicture(id, part)), enabled: selected })

export const pictureDeeds: Deeds<
  | 'picture.open'
  | 'picture.saveAs'
  | 'picture.reveal'
  | 'picture.copy'
  | 'recall.all'
  | 'recall.seed'
  | 'recall.prompt'
  | 'recall.remix'
  | 'recall.size'
  | 'vary'
  | 'view.alike'
  | 'picture.grid'
  | 'picture.upscale'
  | 'picture.star'
  | 'picture.tags'
  | 'picture.boards'
  | 'picture.copyPaths'
  | 'picture.trash'
  | 'picture.import'
  | 'picture.restore'
  | 'picture.purge'
  | 'trash.empty'
  | `rate.${0 | 1 | 2 | 3 | 4 | 5}`
  | `label.${ColourLabel | 'none'}`
  | 'picture.previous'
  | 'picture.next'
> = {
  'picture.open': { run: pickFile },
  'picture.saveAs': { run: onSelected(savePicture), enabled: selected },
  'picture.reveal': {
    run: onSelected(id => call('pictures.reveal', { id })),
    enabled: () => selected() && can('reveal'),
  },
  'picture.copy': {
    run: onSelected(copyPicture),
    enabled: () => selected() && document.getSelection()?.toString() === '',
  },
  'recall.all': recall('all'),
  'recall.seed': recall('seed'),
  'recall.prompt': recall('prompt'),
  'recall.remix': recall('remix'),
  'recall.size': recall('size'),
  'view.alike': { run: onSelected(async id => showAlike(id)), enabled: selected },
  'picture.grid': { run: onSelected(id => gridOfPicture(id)), enabled: selected },
  vary: { run: onSelected(vary), enabled: selected },
  'picture.upscale': {
    run: () => openDialog('upscale'),
    enabled: () => targets().length > 0 && !inTrash(),
  },
  'picture.star': toTargets(star),
  'rate.0': rates(0),
  'rate.1': rates(1),
  'rate.2': rates(2),
  'rate.3': rates(3),
  'rate.4': rates(4),
  'rate.5': rates(5),
  'label.red': labels('red'),
  'label.yellow': labels('yellow'),
  'label.green': labels('green'),
  'label.blue': labels('blue'),
  'label.purple': labels('purple'),
  'label.none': labels(''),
  'picture.import': {
    run: onTargets(async ids => importExternal(await externalOf(ids))),
    enabled: () => targets().some(isExternal),
  },
  'picture.tags': { run: () => openDialog('tags'), enabled: () => targets().length > 0 },
  'picture.boards': { run: () => openDialog('boards'), enabled: () => targets().length > 0 },
  'picture.copyPaths': toTargets(copyPaths),
  'picture.trash': { run: onTargets(trash), enabled: () => targets().length > 0 && !inTrash() },
  'picture.restore': { run: onTargets(restore), enabled: () => targets().length > 0 && inTrash() },
  'picture.purge': { run: () => openDialog('purge'), enabled: () => targets().length > 0 && inTrash() },
  'trash.empty': { run: () => openDialog('empty-trash') },
  'picture.previous': { run: () => moveSelection(-1) },
  'picture.next': { run: () => moveSelection(1) },
}
