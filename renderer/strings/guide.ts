export const guide = {
  title: 'Guide',
  pages: 'Pages of the guide',
  front: 'Contents',
  open: 'Read the guide',
} as const
