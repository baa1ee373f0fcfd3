import { useDeferredValue, useEffect, useRef, useState } from 'react'
import { sizeOf } from '../../core/sizing'
import { useDeployment } from '../../state/analysis'
import { Section } from '../common/Section'
import { Facts } from './Facts'
import { Results } from './Results'
import { onShowSizing } from './show-sizing'
import './sizing.css'

/** What the load is, and how many servers it takes. */
export function SizingSection() {
  const section = useRef<HTMLDivElement>(null)
  const [shown, setShown] = useState(0)
  useEffect(() => onShowSizing(() => setShown((times) => times + 1)), [])
  useEffect(() => {
    if (shown === 0) return
    const top = section.current
    // The panel alone scrolls: scrollIntoView would move the page under its header.
    const panel = top?.closest('[role="tabpanel"]')
    if (top && panel) panel.scrollTop += top.getBoundingClientRect().top - panel.getBoundingClientRect().top
    top?.querySelector('input')?.focus({ preventScroll: true })
  }, [shown])
  return (
    <div ref={section} className="sizing">
      {/* Asked for again, a folded section opens. */}
      <Section key={shown} title="Sizing">
        <Facts />
        <Answer />
      </Section>
    </div>
  )
}

function Answer() {
  // What is typed is shown first; the figures follow.
  const deployment = useDeferredValue(useDeployment())
  const sizing = sizeOf(deployment)
  if (!sizing)
    return (
      <p className="sizing-note">
        Say the peak load, and this says how many gateways, Traffic Managers and Key Managers it takes, and which
        published figure each count rests on.
      </p>
    )
  return <Results sizing={sizing} deployment={deployment} />
}
