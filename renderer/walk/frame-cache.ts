/** Decoded frames held at once; at 512 px a side one takes a megabyte. */
const most = 120

/** PNGs decoded when they are wanted, a few ahead, the longest unused let go. */
export function frameCache(frames: () => readonly Uint8Array[]) {
  const held = new Map<number, Promise<ImageBitmap>>()
  const get = (index: number): Promise<ImageBitmap> => {
    const bitmap =
      held.get(index) ??
      createImageBitmap(new Blob([frames()[index]! as Uint8Array<ArrayBuffer>], { type: 'image/png' }))
    held.delete(index)
    held.set(index, bitmap)
    const [oldest] = held
    if (held.size > most && oldest) {
      held.delete(oldest[0])
      void oldest[1].then(old => old.close())
    }
    return bitmap
  }
  return {
    get,
    /** The next few, round the end. */
    ahead(index: number): void {
      const { length } = frames()
      for (let n = 1; n <= Math.min(4, length - 1); n++) void get((index + n) % length)
    },
    clear(): void {
      for (const bitmap of held.values()) void bitmap.then(old => old.close())
      held.clear()
    },
  }
}
