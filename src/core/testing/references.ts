/** Worked reference topologies, in the notation of `notation.ts`, with everything that is expected of each. */
export interface ReferenceTopology {
  readonly id: string
  readonly apimVersion: string
  readonly production: boolean
  readonly tokens: 'jwt' | 'opaque' | 'mixed'
  readonly pattern: string
  readonly level: 'shape' | 'wired' | 'ha'
  /** `CODE severity subject`, sorted. */
  readonly findings: readonly string[]
  /** Single points of failure by capability, sorted. */
  readonly points: Readonly<Record<string, readonly string[]>>
  /** Minimal pairs of instances. */
  readonly pairs: Readonly<Record<string, readonly (readonly [string, string])[]>>
  readonly availability: Readonly<Record<string, number>>
  readonly text: string
}

export const REFERENCES: readonly ReferenceTopology[] = [
  {
    id: 'R1',
    apimVersion: '4.7.0',
    production: false,
    tokens: 'jwt',
    pattern: 'pattern-0',
    level: 'wired',
    findings: ['DB-01 info aio1', 'HA-01 info aio1', 'HA-02 medium aio1', 'HA-03 medium aio1', 'HA-04 medium aio1'],
    points: {
      C1: ['aio1', 'host:h1', 'zone:a'],
      C2: ['aio1', 'host:h1', 'zone:a'],
      C3: ['aio1', 'host:h1', 'zone:a'],
      C5: ['aio1', 'host:h1', 'zone:a'],
      C6: ['aio1', 'host:h1', 'zone:a'],
      C7: ['aio1', 'host:h1', 'zone:a'],
      C8: ['aio1', 'host:h1', 'zone:a'],
      C10: ['aio1', 'host:h1', 'zone:a'],
    },
    pairs: {
      C1: [],
      C2: [],
      C3: [],
      C5: [],
      C6: [],
      C7: [],
      C8: [],
      C10: [],
    },
    availability: {
      C1: 0.9983008,
      C2: 0.9983008,
      C3: 0.9983008,
      C5: 0.9983008,
      C6: 0.9983008,
      C7: 0.9983008,
      C8: 0.9983008,
      C10: 0.9983008,
    },
    text: `
aio1 aio host=h1 zone=a
db h2 apim+shared mode=single members=aio1
cons -> aio1 : data,token
dev,pub -> aio1 : mgmt
aio1 -> be : be
aio1 -> h2 : sql
`,
  },
  {
    id: 'R2',
    apimVersion: '4.6.0',
    production: true,
    tokens: 'jwt',
    pattern: 'pattern-1',
    level: 'ha',
    findings: ['DB-02 info db1'],
    points: {
      C1: ['lb1'],
      C2: ['lb1', 'm1'],
      C3: ['lb1', 'm1'],
      C5: [],
      C6: ['lb1', 'm1'],
      C7: ['lb1', 'm1'],
      C8: ['lb1', 'm1'],
      C10: ['m1'],
    },
    pairs: {
      C1: [['aio1', 'aio2']],
      C2: [['aio1', 'aio2']],
      C3: [['aio1', 'aio2']],
      C5: [['aio1', 'aio2']],
      C6: [['aio1', 'aio2']],
      C7: [['aio1', 'aio2']],
      C8: [['aio1', 'aio2']],
      C10: [],
    },
    availability: {
      C1: 0.9998971,
      C2: 0.9993972,
      C3: 0.9993972,
      C5: 0.9999971,
      C6: 0.9993972,
      C7: 0.9993972,
      C8: 0.9993972,
      C10: 0.9995,
    },
    text: `
lb1 lb managed=true
aio1 aio host=h1 zone=a
aio2 aio host=h2 zone=b
m1 db managed=true
db db1 apim+shared mode=managed members=m1
cons -> lb1 : data,token
dev,pub -> lb1 : mgmt
lb1 -> aio1,aio2 : data,token,mgmt
aio1,aio2 -> be : be
aio1,aio2 -> db1 : sql
aio1 -> aio2 : dup,thr,evp
aio2 -> aio1 : dup,thr,evp
aio1 -> aio1 : thr,evp,tjms
aio2 -> aio2 : thr,evp,tjms
`,
  },
  {
    id: 'R3',
    apimVersion: '4.7.0',
    production: true,
    tokens: 'jwt',
    pattern: 'pattern-2',
    level: 'wired',
    findings: ['DB-02 info db1', 'HA-02 high aio1', 'HA-03 medium aio1', 'HA-04 high aio1', 'PL-03 high aio1'],
    points: {
      C1: ['lbg'],
      C2: ['aio1', 'host:h3', 'lbg', 'm1', 'zone:a'],
      C3: ['aio1', 'host:h3', 'lbc', 'm1', 'zone:a'],
      C5: ['aio1', 'host:h3', 'zone:a'],
      C6: ['aio1', 'host:h3', 'lbc', 'm1', 'zone:a'],
      C7: ['aio1', 'host:h3', 'lbc', 'm1', 'zone:a'],
      C8: ['aio1', 'host:h3', 'lbc', 'm1', 'zone:a'],
      C10: ['aio1', 'host:h3', 'm1', 'zone:a'],
    },
    pairs: {
      C1: [['gw1', 'gw2']],
      C2: [['gw1', 'gw2']],
      C3: [],
      C5: [['gw1', 'gw2']],
      C6: [['gw1', 'gw2']],
      C7: [],
      C8: [],
      C10: [],
    },
    availability: {
      C1: 0.9998971,
      C2: 0.9976993,
      C3: 0.9977019,
      C5: 0.9982983,
      C6: 0.9976993,
      C7: 0.9977019,
      C8: 0.9977019,
      C10: 0.9978016,
    },
    text: `
lbg lb managed=true
lbc lb managed=true
gw1 gw host=h1 zone=a
gw2 gw host=h2 zone=b
aio1 aio host=h3 zone=a
m1 db managed=true
db db1 apim+shared mode=managed members=m1
cons -> lbg : data
cons -> lbc : token
dev,pub -> lbc : mgmt
lbg -> gw1,gw2 : data
lbc -> aio1 : token,mgmt
gw1,gw2 -> be : be
gw1,gw2 -> aio1 : ctl,jms,thr,tjms,km
aio1 -> db1 : sql
`,
  },
  {
    id: 'R4',
    apimVersion: '4.7.0',
    production: true,
    tokens: 'jwt',
    pattern: 'pattern-3',
    level: 'ha',
    findings: ['DB-02 info db1'],
    points: {
      C1: ['lbg'],
      C2: ['lbc', 'lbg', 'm1'],
      C3: ['lbc', 'm1'],
      C5: [],
      C6: ['lbc', 'm1'],
      C7: ['lbc', 'm1'],
      C8: ['lbc', 'm1'],
      C10: ['lbc', 'm1'],
    },
    pairs: {
      C1: [],
      C2: [['acp1', 'acp2']],
      C3: [['acp1', 'acp2']],
      C5: [['tm1', 'tm2']],
      C6: [['acp1', 'acp2']],
      C7: [['acp1', 'acp2']],
      C8: [['acp1', 'acp2']],
      C10: [['acp1', 'acp2']],
    },
    availability: {
      C1: 0.9999,
      C2: 0.9992972,
      C3: 0.9993972,
      C5: 0.9999971,
      C6: 0.9993972,
      C7: 0.9993972,
      C8: 0.9993972,
      C10: 0.9993972,
    },
    text: `
lbg lb managed=true
lbc lb managed=true
gw1 gw host=h1 zone=a
gw2 gw host=h2 zone=b
gw3 gw host=h3 zone=c
tm1 tm host=h4 zone=a
tm2 tm host=h5 zone=b
acp1 acp host=h6 zone=a
acp2 acp host=h7 zone=b
m1 db managed=true
db db1 apim+shared mode=managed members=m1
cons -> lbg : data
cons -> lbc : token
dev,pub -> lbc : mgmt
lbg -> gw1,gw2,gw3 : data
lbc -> acp1,acp2 : token,mgmt,ctl,km
gw1,gw2,gw3 -> be : be
gw1,gw2,gw3 -> lbc : ctl,km
gw1,gw2,gw3,tm1,tm2 -> acp1,acp2 : jms
gw1,gw2,gw3 -> tm1,tm2 : thr,tjms
tm1 -> tm2 : dup
tm2 -> tm1 : dup
tm1,tm2 -> lbc : ctl
acp1 -> acp2 : dup,evp
acp2 -> acp1 : dup,evp
acp1 -> acp1 : evp
acp2 -> acp2 : evp
acp1,acp2 -> db1 : sql
`,
  },
  {
    id: 'R5',
    apimVersion: '4.5.0',
    production: true,
    tokens: 'mixed',
    pattern: 'pattern-4',
    level: 'wired',
    findings: [
      'DB-03 high db1',
      'DB-04 error gw2',
      'HA-02 high km1',
      'KM-01 critical km1',
      'PL-03 high km1',
      'PL-03 high p1',
    ],
    points: {
      C1: ['lbg'],
      C2: ['host:h7', 'host:h8', 'km1', 'lbg', 'lbk', 'p1', 'zone:a'],
      C3: ['host:h7', 'host:h8', 'km1', 'lbk', 'p1', 'zone:a'],
      C5: [],
      C6: ['host:h8', 'lbc', 'p1', 'zone:a'],
      C7: ['host:h7', 'host:h8', 'km1', 'lbc', 'lbk', 'p1', 'zone:a'],
      C8: ['host:h8', 'lbc', 'p1', 'zone:a'],
      C10: ['host:h8', 'lbc', 'p1', 'zone:a'],
    },
    pairs: {
      C1: [['gw1', 'gw2']],
      C2: [['gw1', 'gw2']],
      C3: [],
      C5: [
        ['gw1', 'gw2'],
        ['tm1', 'tm2'],
      ],
      C6: [
        ['gw1', 'gw2'],
        ['acp1', 'acp2'],
      ],
      C7: [['acp1', 'acp2']],
      C8: [['acp1', 'acp2']],
      C10: [['acp1', 'acp2']],
    },
    availability: {
      C1: 0.9998971,
      C2: 0.9956044,
      C3: 0.9957065,
      C5: 0.9999943,
      C6: 0.9971967,
      C7: 0.9956044,
      C8: 0.9971992,
      C10: 0.9971992,
    },
    text: `
lbg lb managed=true
lbc lb managed=true
lbk lb managed=true
gw1 gw host=h1 zone=a
gw2 gw host=h2 zone=b
tm1 tm host=h3 zone=a
tm2 tm host=h4 zone=b
acp1 acp host=h5 zone=a
acp2 acp host=h6 zone=b
km1 km host=h7 zone=a
p1 db host=h8 zone=a
p2 db host=h9 zone=b
db db1 apim+shared mode=manual members=p1,p2
cons -> lbg : data
cons -> lbk : token
lbk -> km1 : token,km
dev,pub -> lbc : mgmt
lbg -> gw1,gw2 : data
lbc -> acp1,acp2 : mgmt,ctl
gw1,gw2 -> be : be
gw1,gw2,tm1,tm2,km1 -> lbc : ctl
gw1,gw2,acp1,acp2 -> lbk : km
gw1,gw2,tm1,tm2,km1 -> acp1,acp2 : jms
gw1,gw2 -> tm1,tm2 : thr,tjms
tm1 -> tm2 : dup
tm2 -> tm1 : dup
acp1 -> acp2 : dup,evp
acp2 -> acp1 : dup,evp
acp1 -> acp1 : evp
acp2 -> acp2 : evp
acp1,acp2,km1 -> db1 : sql
gw2 -> db1 : sql(apim)
`,
  },
  {
    id: 'R6',
    apimVersion: '4.6.0',
    production: true,
    tokens: 'jwt',
    pattern: 'multi-dc-active-passive',
    level: 'wired',
    findings: [
      'DB-02 info db1',
      'HA-04 high tm3',
      'MDC-06 info dc-m',
      'MDC-09 info dc-s',
      'MDC-10 high glb',
      'PL-03 high tm3',
    ],
    points: {
      C1: ['glb'],
      C2: ['datacenter:m', 'glb', 'lbc', 'm1'],
      C3: ['datacenter:m', 'lbc', 'm1'],
      C5: ['tm3', 'zone:sa'],
      C6: ['datacenter:m', 'lbc', 'm1'],
      C7: ['datacenter:m', 'lbc', 'm1'],
      C8: ['datacenter:m', 'lbc', 'm1'],
      C10: ['datacenter:m', 'lbc', 'm1'],
    },
    pairs: {
      C1: [['lbg1', 'lbg2']],
      C2: [
        ['lbg1', 'lbg2'],
        ['acp1', 'acp2'],
      ],
      C3: [['acp1', 'acp2']],
      C5: [['tm1', 'tm2']],
      C6: [['acp1', 'acp2']],
      C7: [['acp1', 'acp2']],
      C8: [['acp1', 'acp2']],
      C10: [['acp1', 'acp2']],
    },
    availability: {
      C1: 0.9999,
      C2: 0.9991987,
      C3: 0.9992987,
      C5: 0.9987992,
      C6: 0.9992987,
      C7: 0.9992987,
      C8: 0.9992987,
      C10: 0.9992987,
    },
    text: `
glb glb
lbg1 lb managed=true dc=m
lbc lb managed=true dc=m
lbg2 lb managed=true dc=s
gw1 gw zone=ma dc=m
gw2 gw zone=mb dc=m
tm1 tm zone=ma dc=m
tm2 tm zone=mb dc=m
acp1 acp zone=ma dc=m
acp2 acp zone=mb dc=m
m1 db managed=true dc=m
gw3 gw zone=sa dc=s
gw4 gw zone=sb dc=s
tm3 tm zone=sa dc=s
db db1 apim+shared mode=managed members=m1
cons -> glb : data
glb -> lbg1,lbg2 : data
cons -> lbc : token
dev,pub -> lbc : mgmt
lbg1 -> gw1,gw2 : data
lbg2 -> gw3,gw4 : data
lbc -> acp1,acp2 : token,mgmt,ctl,km
gw1,gw2,gw3,gw4 -> be : be
gw1,gw2,gw3,gw4 -> lbc : ctl,km
gw1,gw2,gw3,gw4,tm1,tm2,tm3 -> acp1,acp2 : jms
gw1,gw2 -> tm1,tm2 : thr,tjms
gw3,gw4 -> tm3 : thr,tjms
tm1 -> tm2 : dup
tm2 -> tm1 : dup
tm1,tm2,tm3 -> lbc : ctl
acp1 -> acp2 : dup,evp
acp2 -> acp1 : dup,evp
acp1 -> acp1 : evp
acp2 -> acp2 : evp
acp1,acp2 -> db1 : sql
`,
  },
]
