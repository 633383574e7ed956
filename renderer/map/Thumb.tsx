import { useBlobUrl } from './use-blob-url.ts'

export function Thumb({
  png,
  alt = '',
  className,
}: {
  png: Blob | undefined
  alt?: string
  className?: string
}) {
  const url = useBlobUrl(png)
  return (
    <span className={`map-thumb ${className ?? ''}`}>
      {url && <img src={url} alt={alt} draggable={false} />}
    </span>
  )
}
