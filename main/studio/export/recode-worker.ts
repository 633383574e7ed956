import { answerOnThread } from '../one-thread.ts'
import { recode } from './recode.ts'

answerOnThread(recode)
