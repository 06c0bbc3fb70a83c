package server

import (
	"context"
	"log/slog"

	"ciaw/server/checkin"
	"ciaw/server/config"
	"ciaw/server/letter"
	"ciaw/server/limit"
)

// newLetters makes what writes letters, through a mail server if there is one.
func newLetters(s config.Settings, tries *limit.Counter, log *slog.Logger) (*letter.Service, error) {
	mailer, err := s.Mailer()
	if err != nil || mailer == nil {
		return letter.New(nil, tries.Allow, log), err
	}
	return letter.New(mailer, tries.Allow, log), nil
}

// tell lets a user know of a change of their account: by mail at the address
// from before, and on their devices.
func (r *register) tell(ctx context.Context, before checkin.Account, what checkin.AccountChange) {
	r.served.Letters.Tell(ctx, before, what)
	if err := r.served.Push.AccountChanged(ctx, before.User.ID); err != nil {
		r.log.WarnContext(ctx, "a user was not told of a change on their devices", "err", err)
	}
}
