import type { ApimVersion } from '../model/design'
import { describeRule } from '../testing/describe-rule'
import { cut, of, p3, settings } from '../testing/redrawn'
import { unsupportedJava } from './cfg-11-unsupported-java'

const java = (javaHome: string, version: ApimVersion = '4.7.0') => settings(of('pattern-3', version), { javaHome })

describeRule(unsupportedJava, {
  fires: {
    'Java is older than the version runs on': {
      design: java('/usr/lib/jvm/java-17-openjdk'),
      says: /is Java 17; 4.7.0 runs on/,
      fixes: ['Use the usual path'],
    },
    'it is newer': { design: java('/opt/jdk-26', '4.7.0'), says: /Java 26/, fixes: ['Use the usual path'] },
    'it is written in the old way': {
      design: java('/usr/lib/jvm/jre1.8.0_202'),
      says: /is Java 8/,
      fixes: ['Use the usual path'],
    },
  },
  quiet: {
    'it is the oldest one that the version runs on': java('/usr/lib/jvm/java-21-openjdk'),
    'an older version of API Manager runs on it': java('/usr/lib/jvm/java-17-openjdk', '4.6.0'),
    'the path does not say which it is': java('/opt/java'),
    'no path is said': p3,
    'there is no server': settings(cut(p3, 'gw1', 'gw2', 'tm1', 'tm2', 'acp1', 'acp2'), { javaHome: '/opt/jdk-11' }),
  },
})
