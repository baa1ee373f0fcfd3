import { describeRule } from '../testing/describe-rule'
import { active, central, cut, many, p0, p1, p2, p3, say, settings } from '../testing/redrawn'
import { singleGateway } from './ha-01-single-gateway'

const lone = cut(p3, 'gw2')
const labelled = say(say(p3, 'gw1', { gatewayLabels: ['Default', 'Partner'] }), 'gw2', { gatewayLabels: ['Default'] })

describeRule(singleGateway, {
  fires: {
    'one gateway is left': {
      design: lone,
      says: /API calls fail when it stops/,
      fixes: ['Add a second Universal Gateway in zone b'],
    },
    'one gateway alone has a label': {
      design: labelled,
      says: /for the label Partner/,
      fixes: ['Add a second Universal Gateway in zone b'],
    },
    'it is the only All-in-One, for production': {
      design: settings(cut(p1, 'aio2'), { production: true }),
      says: /only gateway/,
      fixes: ['Add a second All-in-One in zone b'],
    },
    'the other datacenter serves on': {
      design: cut(active, 'east-gw2'),
      severity: 'high',
      says: /only gateway in east/,
      fixes: ['Add a second Universal Gateway in zone b'],
    },
    'it is no production': {
      design: settings(lone, { production: false }),
      severity: 'info',
      says: /only gateway/,
      fixes: ['Add a second Universal Gateway in zone b'],
    },
    'the only server is for trials': { design: p0, severity: 'info', says: /only gateway/ },
    'the only server is for production': {
      design: settings(p0, { production: true }),

      says: /only gateway/,
    },
  },
  quiet: {
    'there are two': p3,
    'both have the label': say(labelled, 'gw2', { gatewayLabels: ['Default', 'Partner'] }),
    'it stands for two': many(lone, 'gw1', 2),
    'two All-in-Ones serve': p1,
    'none is drawn': cut(p3, 'gw1', 'gw2'),
    'each datacenter has two': active,
    'the region has two': central,
    'two serve beside All-in-Ones': p2,
  },
})
