/** Width times height of the largest picture that is opened or made: a few bytes can stand for gigabytes. */
export const mostPixels = 64e6
