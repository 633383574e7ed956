import { pngOf, readChunks } from '#shared/png/chunks.ts'

/** What is needed to show the pixels as they are meant (ISO/IEC 15948, third edition, 11.2 and 11.3.2 to 11.3.4.2). */
const shown = new Set([
  ...['IHDR', 'PLTE', 'IDAT', 'IEND'],
  ...['tRNS', 'cHRM', 'gAMA', 'iCCP', 'sBIT', 'sRGB', 'cICP', 'mDCV', 'cLLI', 'bKGD', 'pHYs'],
])

/** The same PNG without texts, dates, or anything else that is not seen. */
export const strippedPng = (png: Uint8Array): Uint8Array =>
  pngOf([...readChunks(png)].filter(({ type }) => shown.has(type)))
