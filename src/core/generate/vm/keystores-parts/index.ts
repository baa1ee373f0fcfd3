import { AUTHORITY } from './authority'
import { CERTIFICATES } from './certificates'
import { OPTIONS } from './options'
import { ORDER } from './order'
import { TRUST } from './trust'

/** The part of create-keystores.sh that is the same for every topology; it reads the variables above it. */
export const KEYSTORES_BODY = [OPTIONS, AUTHORITY, CERTIFICATES, TRUST, ORDER].join('\n\n')
