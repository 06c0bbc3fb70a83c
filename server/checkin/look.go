package checkin

import (
	"time"

	"ciaw/server/id"
)

// Look is that somebody looked at what is flagged of a presence.
type Look struct {
	Presence id.Presence
	Flags    []string // in alphabetical order; none: nobody looked
	By       id.Key   // the user
	At       time.Time
}
