// Preloaded with --import: keeps what Node made of our modules, so that the next start neither strips nor compiles them again.
import { enableCompileCache } from 'node:module'
import { fileURLToPath } from 'node:url'

// Beside the code itself and not in the folder for temporary files, where others may write. Where it cannot be made, all goes on without.
enableCompileCache({ directory: fileURLToPath(new URL('../node_modules/.cache/border-brief', import.meta.url)) })
