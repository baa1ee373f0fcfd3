import { DRIVERS } from './drivers'
import { FILES } from './files'
import { JAVA } from './java'
import { KEYSTORES } from './keystores'
import { MACHINE } from './machine'
import { OPTIONS } from './options'
import { ORDER } from './order'
import { PACK } from './pack'
import { REMOVAL } from './removal'
import { SECRETS } from './secrets'
import { SERVICE } from './service'
import { UNDOING } from './undoing'

/** The part of install.sh that is the same for every server; it reads the variables above it. */
export const INSTALL_BODY = [
  OPTIONS,
  UNDOING,
  JAVA,
  SECRETS,
  PACK,
  FILES,
  KEYSTORES,
  DRIVERS,
  SERVICE,
  MACHINE,
  REMOVAL,
  ORDER,
].join('\n\n')
