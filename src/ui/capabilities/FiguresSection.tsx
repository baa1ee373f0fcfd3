import type { ElementFigure } from '../../core/capabilities'
import { percentOf } from '../../core/capabilities/figures-in-words'
import { setProperty } from '../../core/document/edits'
import { numberOf } from '../../core/kinds/properties'
import { elementsOf, useDeployment, useDesign } from '../../state/analysis'
import { namedElement } from '../../state/elements'
import { edit } from '../../state/store'
import { NumberField } from '../common/inputs'
import { Section } from '../common/Section'

/** What the availabilities are computed from: one figure for each element, which the drawing may say better. */
export function FiguresSection({ figures }: { readonly figures: readonly ElementFigure[] }) {
  if (figures.length === 0) return null
  const given = figures.filter(({ basis }) => basis === 'drawing').length
  return (
    <Section title="Availability of each element" meta={given === 0 ? 'usual figures' : `${given} given`} folded>
      <p className="capabilities-figures-note">
        Elements fail independently of each other. Where the drawing says nothing, a usual figure stands in; managed
        services have that of common agreements. Give shares of time, such as 0.999. Planning estimates, not
        measurements.
      </p>
      <ul className="capabilities-figures">
        {figures.map((figure) => (
          <FigureRow key={figure.element} figure={figure} />
        ))}
      </ul>
    </Section>
  )
}

const BASIS: Readonly<Record<ElementFigure['basis'], string>> = {
  drawing: 'From',
  agreement: 'Usual agreement:',
  planning: 'Planning figure for',
}

function FigureRow({ figure }: { readonly figure: ElementFigure }) {
  const { element, subject, availability, basis, source } = figure
  const deployment = useDeployment()
  const { components, places } = elementsOf(useDesign().topology)
  const owner = components.get(subject) ?? places.get(subject)
  if (!owner) return null
  return (
    <li>
      <NumberField
        label={namedElement(deployment, element).label}
        help={`${BASIS[basis]} ${source}.`}
        hint={numberOf(owner, 'availability') === undefined ? percentOf(availability) : undefined}
        min={0}
        max={1}
        fractions
        optional
        value={numberOf(owner, 'availability')}
        onChange={(value) =>
          edit((design) => setProperty(design, subject, 'availability', value), `${subject} availability`)
        }
      />
    </li>
  )
}
