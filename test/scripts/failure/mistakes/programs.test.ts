import { programMistakes } from './programs.ts'
import { testMistakes } from './rehearse.ts'

await testMistakes(programMistakes)
