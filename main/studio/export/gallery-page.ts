import type { ExportedPicture } from './exported.ts'
import { galleryScript } from './gallery-script.ts'
import { galleryStyle } from './gallery-style.ts'

const escapes: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
const escaped = (text: string): string => text.replace(/[&<>"']/g, sign => escapes[sign]!)

/** A path as an address relative to the page. */
const address = (name: string) => escaped(name.split('/').map(encodeURIComponent).join('/'))

/** Pages opened from a disk are each an origin of their own to some browsers: hence `file:`. */
const policy = ['img', 'style', 'script'].map(what => `${what}-src 'self' file:`).join('; ')

/** Everything of a gallery but the pictures, by name. It asks nothing of any network and works from a folder. */
export const galleryFiles = (
  title: string,
  pictures: readonly ExportedPicture[],
): Record<string, string> => ({
  'index.html': page(title, pictures),
  'gallery.css': galleryStyle,
  'gallery.js': galleryScript,
})

const page = (title: string, pictures: readonly ExportedPicture[]): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; ${policy}; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>${escaped(title)}</title>
<link rel="stylesheet" href="gallery.css">
<script src="gallery.js" defer></script>
</head>
<body>
<header>
<h1>${escaped(title)}</h1>
<label>Search <input type="search" id="search" autocomplete="off" aria-describedby="count"></label>
<p id="count" role="status">${pictures.length} picture${pictures.length === 1 ? '' : 's'}</p>
</header>
<main>
<ul id="pictures">
${pictures.map(tile).join('\n')}
</ul>
</main>
</body>
</html>
`

function tile({
  file,
  thumbnail,
  prompt,
  negative,
  seed,
  model,
  width,
  height,
  tags,
  note,
}: ExportedPicture): string {
  const words = [prompt, negative, model, seed ?? '', note, ...tags].join(' ').toLowerCase()
  const told = [seed === null ? '' : `seed ${seed}`, `${width} × ${height}`, model]
    .filter(Boolean)
    .join(' · ')
  return `<li data-words="${escaped(words)}"><a href="${address(file)}"><img src="${address(thumbnail ?? file)}" alt="${escaped(prompt || 'A picture without words')}" width="${width}" height="${height}" loading="lazy"><span>${escaped(prompt)}</span><small>${escaped(told)}</small></a></li>`
}
