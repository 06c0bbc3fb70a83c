// Package workplace keeps workplaces and their posters, and answers what a
// poster stands for. Whether somebody may register there is decided by package
// registration, when they try; who is there is shown by package consultation.
package workplace

import (
	"context"
	"time"

	"ciaw/server/checkin"
	"ciaw/server/fault"
	"ciaw/server/id"
)

// The refusals of this package.
var (
	ErrPosterUnknown = fault.New(fault.Unknown, "poster_unknown")
	ErrKept          = fault.New(fault.Conflict, "workplace_known")
	ErrDates         = fault.New(fault.Invalid, "closes_before_opening")
	ErrContractor    = fault.New(fault.Invalid, "contractor_invalid")
)

// Store knows the workplaces and posters.
type Store interface {
	// FindPoster returns the poster and its workplace, also when revoked.
	FindPoster(ctx context.Context, code id.Poster) (p checkin.Poster, w checkin.Workplace, found bool, err error)
	// FindWorkplace returns the workplace of that number.
	FindWorkplace(ctx context.Context, number id.Workplace) (w checkin.Workplace, found bool, err error)
	// AddWorkplace stores a workplace that nobody keeps yet.
	AddWorkplace(ctx context.Context, by id.Key, w checkin.Workplace, contractors []checkin.Contractor) (added bool, err error)
	// ChangeWorkplace stores one anew, if its company keeps it.
	ChangeWorkplace(ctx context.Context, by id.Key, w checkin.Workplace, contractors []checkin.Contractor) (changed bool, err error)
	// ContractorsOf returns the contractors of workplaces.
	ContractorsOf(ctx context.Context, workplaces []id.Workplace) (map[id.Workplace][]checkin.Contractor, error)
	// PostersOf returns the posters of a workplace, oldest first.
	PostersOf(ctx context.Context, w id.Workplace) ([]checkin.Poster, error)
	// AddPoster stores a poster whose code is free; checkin.ErrPosters if the
	// workplace has as many as it may.
	AddPoster(ctx context.Context, by id.Key, w id.Workplace, p checkin.Poster) (added bool, err error)
	// RevokePoster revokes a poster of a workplace.
	RevokePoster(ctx context.Context, by id.Key, w id.Workplace, code id.Poster) (found bool, err error)
}

// Service answers questions about workplaces.
type Service struct {
	Store Store
	Rules checkin.Rules
	Now   func() time.Time
}

// Scanned is the answer to a scanned poster: its workplace, and whether and for
// which days that takes registrations.
type Scanned struct {
	Poster    checkin.Poster
	Workplace checkin.Workplace
	Opening   checkin.Opening // today
	Today     checkin.Day     // in Brussels, whatever the reader's clock says
	LastDay   checkin.Day     // the last one that takes registrations now
}

// Poster returns what the poster with that code stands for.
func (s *Service) Poster(ctx context.Context, code id.Poster) (Scanned, error) {
	p, w, found, err := s.Store.FindPoster(ctx, code)
	if err != nil {
		return Scanned{}, err
	}
	if !found {
		return Scanned{}, ErrPosterUnknown
	}
	today := checkin.DayOf(s.Now())
	return Scanned{Poster: p, Workplace: w, Opening: w.Opening(today), Today: today, LastDay: s.Rules.LastDay(w, today)}, nil
}
