package access

import (
	"time"

	"ciaw/server/checkin"
)

// confirmedLasts is how long a user may do what takes an account over after
// having said who they are.
const confirmedLasts = 5 * time.Minute

// Confirmed refuses with checkin.ErrAgain who has not said lately, in this
// session, who they are. An access token alone is not worth the account.
func Confirmed(who checkin.Actor, now time.Time) error {
	if age := now.Sub(who.Confirmed); who.Confirmed.IsZero() || age > confirmedLasts {
		return checkin.ErrAgain
	}
	return nil
}
