/**
 * Everything that a person can tell the window to do: the menus, the palette, the shortcuts and the help sheet all
 * read this table. What each does is in `renderer/actions`.
 */
export type Menu = 'file' | 'edit' | 'dice' | 'picture' | 'view' | 'help'
export type ActionRow = {
  label: string
  menu: Menu
  /** `Mod` is Cmd on macOS and Ctrl elsewhere; the first is shown. Keys without a modifier are off while typing. */
  keys: readonly string[]
}

export const menuNames: Record<Menu, string> = {
  file: 'File',
  edit: 'Edit',
  dice: 'Dice',
  picture: 'Picture',
  view: 'View',
  help: 'Help',
}

const rows = {
  'picture.open': { label: 'Restore settings from a picture…', menu: 'file', keys: ['Mod+O'] },
  'picture.saveAs': { label: 'Save picture as…', menu: 'file', keys: ['Mod+S'] },
  'picture.reveal': { label: 'Show in folder', menu: 'file', keys: ['Mod+Alt+R'] },
  'library.import': { label: 'Import pictures…', menu: 'file', keys: [] },
  'library.verify': { label: 'Verify the library…', menu: 'file', keys: [] },
  'library.export': { label: 'Export pictures…', menu: 'file', keys: ['Mod+Shift+E'] },
  'trash.empty': { label: 'Empty the trash…', menu: 'file', keys: [] },
  settings: { label: 'Settings…', menu: 'file', keys: ['Mod+,'] },

  undo: { label: 'Undo', menu: 'edit', keys: ['Mod+Z'] },
  redo: { label: 'Redo', menu: 'edit', keys: ['Mod+Shift+Z', 'Mod+Y'] },
  'picture.copy': { label: 'Copy picture', menu: 'edit', keys: ['Mod+C'] },
  'history.selectAll': { label: 'Select all pictures', menu: 'edit', keys: ['Mod+A'] },
  'history.search': { label: 'Search pictures', menu: 'edit', keys: ['Mod+F', '/'] },
  'prompt.focus': { label: 'Write the prompt', menu: 'edit', keys: ['Alt+A'] },
  'prompt.previous': { label: 'Earlier prompt', menu: 'edit', keys: ['Alt+ArrowUp'] },
  'prompt.next': { label: 'Later prompt', menu: 'edit', keys: ['Alt+ArrowDown'] },
  'prompt.subjects': { label: 'Browse subjects', menu: 'edit', keys: ['Mod+B'] },
  'desk.reset': { label: "Set every control to the model's default", menu: 'edit', keys: [] },

  roll: { label: 'Roll', menu: 'dice', keys: ['Mod+Enter'] },
  'roll.front': { label: 'Roll before everything that waits', menu: 'dice', keys: ['Mod+Shift+Enter'] },
  best: { label: 'Roll many, keep the best…', menu: 'dice', keys: ['B'] },
  'grid.make': { label: 'Make a grid…', menu: 'dice', keys: ['Alt+Shift+G'] },
  'roll.layout': { label: 'Roll only the layout', menu: 'dice', keys: ['Shift+L'] },
  'roll.texture': { label: 'Roll only the texture', menu: 'dice', keys: ['Shift+T'] },
  'count.one': { label: 'One at a time', menu: 'dice', keys: [] },
  'count.four': { label: 'Four at a time', menu: 'dice', keys: [] },
  'count.nine': { label: 'Nine at a time', menu: 'dice', keys: [] },
  'count.sixteen': { label: 'Sixteen at a time', menu: 'dice', keys: [] },
  'seed.lock': { label: 'Lock the seed', menu: 'dice', keys: ['L'] },
  'seed.next': { label: 'Next seed', menu: 'dice', keys: [']'] },
  'seed.previous': { label: 'Previous seed', menu: 'dice', keys: ['['] },
  'seed.new': { label: 'New random seed', menu: 'dice', keys: ['N'] },
  'job.cancel': { label: 'Cancel the running job', menu: 'dice', keys: ['Shift+X'] },
  'jobs.cancelAll': { label: 'Cancel all jobs', menu: 'dice', keys: ['Mod+Shift+X'] },
  'jobs.pause': { label: 'Pause or resume the queue', menu: 'dice', keys: ['Shift+P'] },

  'recall.all': { label: 'Use all settings', menu: 'picture', keys: ['A'] },
  'recall.seed': { label: 'Use only the seed', menu: 'picture', keys: ['S'] },
  'recall.prompt': { label: 'Use only the prompt', menu: 'picture', keys: ['P'] },
  'recall.remix': { label: 'Use all but the seed', menu: 'picture', keys: ['R'] },
  'recall.size': { label: 'Use only the size', menu: 'picture', keys: ['D'] },
  vary: { label: 'Roll variations of this picture', menu: 'picture', keys: ['V'] },
  'view.alike': { label: 'More like this', menu: 'picture', keys: ['Shift+M'] },
  walk: { label: 'Walk through the chosen pictures…', menu: 'picture', keys: ['Shift+W'] },
  'picture.grid': { label: 'Make a grid of this…', menu: 'picture', keys: [] },
  'picture.upscale': { label: 'Upscale…', menu: 'picture', keys: ['U'] },
  'picture.star': { label: 'Star', menu: 'picture', keys: ['.'] },
  'rate.0': { label: 'No stars', menu: 'picture', keys: ['0'] },
  'rate.1': { label: 'One star', menu: 'picture', keys: ['1'] },
  'rate.2': { label: 'Two stars', menu: 'picture', keys: ['2'] },
  'rate.3': { label: 'Three stars', menu: 'picture', keys: ['3'] },
  'rate.4': { label: 'Four stars', menu: 'picture', keys: ['4'] },
  'rate.5': { label: 'Five stars', menu: 'picture', keys: ['5'] },
  'label.red': { label: 'Label red', menu: 'picture', keys: ['6'] },
  'label.yellow': { label: 'Label yellow', menu: 'picture', keys: ['7'] },
  'label.green': { label: 'Label green', menu: 'picture', keys: ['8'] },
  'label.blue': { label: 'Label blue', menu: 'picture', keys: ['9'] },
  'label.purple': { label: 'Label purple', menu: 'picture', keys: [] },
  'label.none': { label: 'No label', menu: 'picture', keys: [] },
  'picture.tags': { label: 'Tags…', menu: 'picture', keys: ['#'] },
  'picture.boards': { label: 'Boards…', menu: 'picture', keys: ['Shift+B'] },
  'picture.copyPaths': { label: 'Copy where the files are', menu: 'picture', keys: ['Mod+Shift+C'] },
  'picture.trash': { label: 'Move to trash', menu: 'picture', keys: ['Delete', 'Backspace'] },
  'picture.import': { label: 'Import into the library', menu: 'picture', keys: ['Shift+I'] },
  'picture.restore': { label: 'Put back from the trash', menu: 'picture', keys: [] },
  'picture.purge': { label: 'Delete for good…', menu: 'picture', keys: [] },
  'picture.previous': { label: 'Newer picture', menu: 'picture', keys: ['ArrowLeft'] },
  'picture.next': { label: 'Older picture', menu: 'picture', keys: ['ArrowRight'] },

  palette: { label: 'Command palette', menu: 'view', keys: ['Mod+K'] },
  'view.stage': { label: 'Stage', menu: 'view', keys: ['E'] },
  'view.grid': { label: 'History', menu: 'view', keys: ['G'] },
  'view.grids': { label: 'Grids of settings', menu: 'view', keys: ['Alt+G'] },
  'history.layout': { label: 'Show the history in another way', menu: 'view', keys: ['Shift+G'] },
  'view.canvas': { label: 'Canvas', menu: 'view', keys: ['Mod+J'] },
  'view.map': { label: 'Map of rolls', menu: 'view', keys: ['M'] },
  'view.lineage': { label: 'Family of a picture', menu: 'view', keys: ['F'] },
  'view.models': { label: 'Models', menu: 'view', keys: ['Mod+Shift+M'] },
  'view.compare': { label: 'Compare two pictures', menu: 'view', keys: ['C'] },
  'view.heat': { label: 'Show or hide the heat map of a word', menu: 'view', keys: ['H'] },
  'panel.prompt': { label: 'Show or hide the prompt panel', menu: 'view', keys: ['Mod+\\'] },
  'panel.info': { label: 'Show or hide information', menu: 'view', keys: ['I'] },
  'panel.dice': { label: 'Show or hide the dice', menu: 'view', keys: ['Shift+D'] },
  'panel.knobs': { label: 'Show or hide the knobs', menu: 'view', keys: ['K'] },
  'panel.time': { label: 'Show or hide the timeline', menu: 'view', keys: ['W'] },
  'panel.queue': { label: 'Show or hide the queue', menu: 'view', keys: ['Q'] },
  'panel.strip': { label: 'Show or hide the filmstrip', menu: 'view', keys: ['T'] },
  'zoom.fit': { label: 'Zoom to fit', menu: 'view', keys: ['Mod+0'] },
  'zoom.actual': { label: 'Zoom to 100 %', menu: 'view', keys: ['Mod+1'] },
  'zoom.double': { label: 'Zoom to 200 %', menu: 'view', keys: ['Mod+2'] },
  'zoom.pixels': { label: 'Zoom to 800 %', menu: 'view', keys: ['Mod+3'] },
  'zoom.toggle': { label: 'Zoom between fit and 100 %', menu: 'view', keys: ['Z'] },
  'zoom.in': { label: 'Zoom in', menu: 'view', keys: ['Mod+=', '+', '='] },
  'zoom.out': { label: 'Zoom out', menu: 'view', keys: ['Mod+-', '-'] },
  'theme.toggle': { label: 'Switch between dark and light', menu: 'view', keys: [] },
  escape: { label: 'Back', menu: 'view', keys: ['Escape'] },

  guide: { label: 'Guide', menu: 'help', keys: ['Shift+F1'] },
  help: { label: 'Keyboard shortcuts', menu: 'help', keys: ['?', 'F1'] },
  about: { label: 'About Reroll', menu: 'help', keys: [] },
} as const satisfies Record<string, ActionRow>

export type ActionId = keyof typeof rows
export const actionRows: Readonly<Record<ActionId, ActionRow>> = rows
export const actionIds = Object.keys(rows) as ActionId[]

/** `Mod+Shift+X` as Electron writes it; empty where there is none, or where the key alone would steal typing. */
export const accelerator = (id: ActionId): string => {
  const [first] = actionRows[id].keys
  if (!first || !/^(Mod|Alt)\+|^F\d+$/.test(first)) return ''
  return first.replace('Mod', 'CommandOrControl').replace('Arrow', '').replace('Enter', 'Return')
}
