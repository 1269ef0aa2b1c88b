// `npm run client`: writes the types of the API's client from the API's own schemas.
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { createApi, describeApi } from '../src/api/index.ts'
import { clientTypes } from '../src/client/generator.ts'

const file = path.resolve(import.meta.dirname, '../src/client/operations.ts')
// Nothing of it is asked while it is only described.
writeFileSync(file, clientTypes(describeApi(createApi({ requestsPerMinute: 1 }))))
