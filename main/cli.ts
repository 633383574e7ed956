import { runCommand } from './cli/run-command.ts'
import { terminal } from './cli/terminal.ts'
import { forkEngine } from './studio/fork-engine.ts'

process.exitCode = await runCommand(process.argv.slice(2), { ...terminal(), spawn: forkEngine })
