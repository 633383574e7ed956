import { answerOnThread } from '../one-thread.ts'
import { unpackFile } from './pixels.ts'

answerOnThread(unpackFile)
