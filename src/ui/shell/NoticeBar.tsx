import { CircleAlert, Info, X } from 'lucide-react'
import { notify, useStore } from '../../state/store'
import { IconButton } from '../common/IconButton'

/** What has just happened that needs words. It stays until it is closed, and the drawing stays usable. */
export function NoticeBar() {
  const notice = useStore((state) => state.notice)
  return (
    <div role="status" className="app-notice-holder">
      {notice && (
        <div className="app-notice" data-kind={notice.kind}>
          {notice.kind === 'error' ? (
            <CircleAlert size={16} aria-hidden="true" />
          ) : (
            <Info size={16} aria-hidden="true" />
          )}
          <div className="app-notice-text">
            <p>{notice.text}</p>
            {notice.details && notice.details.length > 0 && (
              <ul>
                {notice.details.map((detail) => (
                  <li key={detail}>{detail}</li>
                ))}
              </ul>
            )}
          </div>
          <IconButton label="Close the notice" shortcut="leave" size="small" onClick={() => notify(null)}>
            <X size={14} aria-hidden="true" />
          </IconButton>
        </div>
      )}
    </div>
  )
}
