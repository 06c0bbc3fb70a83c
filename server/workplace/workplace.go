// Package workplace answers what a poster stands for. Whether somebody may
// register there is decided by package registration, when they try.
package workplace

import (
	"context"
	"time"

	"ciaw/server/checkin"
	"ciaw/server/fault"
	"ciaw/server/id"
)

// ErrPosterUnknown is the failure of a code that no poster has.
var ErrPosterUnknown = fault.New(fault.Unknown, "poster_unknown")

// Store knows the posters.
type Store interface {
	// FindPoster returns the poster and its workplace, also when revoked.
	FindPoster(ctx context.Context, code id.Poster) (p checkin.Poster, w checkin.Workplace, found bool, err error)
}

// Service answers questions about workplaces.
type Service struct {
	Store Store
	Now   func() time.Time
}

// Sheet is what somebody who looks at a poster should know.
type Sheet struct {
	Poster    checkin.Poster
	Workplace checkin.Workplace
	Opening   checkin.Opening // today
	Today     checkin.Day     // in Brussels, whatever the reader's clock says
	LastDay   checkin.Day     // the last one that takes registrations now
}

// Poster returns what the poster with that code stands for.
func (s *Service) Poster(ctx context.Context, code id.Poster) (Sheet, error) {
	p, w, found, err := s.Store.FindPoster(ctx, code)
	if err != nil {
		return Sheet{}, err
	}
	if !found {
		return Sheet{}, ErrPosterUnknown
	}
	today := checkin.DayOf(s.Now())
	last := today.Add(w.Sector.DaysAhead(today))
	if !w.ClosesOn.IsZero() && w.ClosesOn.Before(last) {
		last = w.ClosesOn
	}
	return Sheet{Poster: p, Workplace: w, Opening: w.Opening(today), Today: today, LastDay: last}, nil
}
