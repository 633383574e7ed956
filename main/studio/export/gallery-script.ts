/** Plain JavaScript, as it is written into the gallery: the search, and the arrow keys. */
export const galleryScript = `'use strict'
const search = document.getElementById('search')
const count = document.getElementById('count')
const tiles = [...document.querySelectorAll('#pictures > li')]

/** Every word must be part of what a picture says. */
function narrow() {
  const words = search.value.toLowerCase().split(/\\s+/).filter(Boolean)
  let shown = 0
  for (const tile of tiles) {
    tile.hidden = !words.every(word => tile.dataset.words.includes(word))
    if (!tile.hidden) shown++
  }
  const all = tiles.length + (tiles.length === 1 ? ' picture' : ' pictures')
  count.textContent = words.length ? shown + ' of ' + all : all
}
search.addEventListener('input', narrow)
narrow()

/** How many tiles stand in the first row. */
function columns(shown) {
  const after = shown.findIndex(tile => tile.offsetTop > shown[0].offsetTop)
  return after < 0 ? shown.length : after
}

addEventListener('keydown', event => {
  if (event.ctrlKey || event.metaKey || event.altKey) return
  if (event.key === '/' && document.activeElement !== search) {
    event.preventDefault()
    search.focus()
    return
  }
  const shown = tiles.filter(tile => !tile.hidden)
  const at = shown.findIndex(tile => tile.contains(document.activeElement))
  if (document.activeElement === search && event.key === 'ArrowDown' && shown.length) {
    event.preventDefault()
    shown[0].firstElementChild.focus()
    return
  }
  if (at < 0) return
  const steps = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: columns(shown), ArrowUp: -columns(shown) }
  const next = event.key === 'Home' ? 0 : event.key === 'End' ? shown.length - 1 : at + (steps[event.key] ?? 0)
  if (next === at || !shown[next]) return
  event.preventDefault()
  shown[next].firstElementChild.focus()
})
`
