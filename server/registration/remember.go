package registration

import (
	"context"

	"ciaw/server/checkin"
	"ciaw/server/id"
)

// remembered are the posters and workplaces of one request: its items mostly
// name the same, and each is looked up once. It must not outlive the request,
// as a poster may be revoked at any time. It is for one goroutine.
type remembered struct {
	Workplaces
	posters map[id.Poster]posterAnswer
	places  map[id.Workplace]placeAnswer
}

type posterAnswer struct {
	poster checkin.Poster
	place  checkin.Workplace
	found  bool
}

type placeAnswer struct {
	place checkin.Workplace
	found bool
}

// remembering returns a service that looks every place up once.
func (s *Service) remembering() *Service {
	once := *s
	once.Workplaces = &remembered{s.Workplaces, map[id.Poster]posterAnswer{}, map[id.Workplace]placeAnswer{}}
	return &once
}

// FindPoster returns the poster and its workplace, also when revoked.
func (m *remembered) FindPoster(ctx context.Context, code id.Poster) (checkin.Poster, checkin.Workplace, bool, error) {
	a, known := m.posters[code]
	if !known {
		var err error
		if a.poster, a.place, a.found, err = m.Workplaces.FindPoster(ctx, code); err != nil {
			return checkin.Poster{}, checkin.Workplace{}, false, err
		}
		m.posters[code] = a
	}
	return a.poster, a.place, a.found, nil
}

// FindWorkplace returns the workplace of that number.
func (m *remembered) FindWorkplace(ctx context.Context, number id.Workplace) (checkin.Workplace, bool, error) {
	a, known := m.places[number]
	if !known {
		var err error
		if a.place, a.found, err = m.Workplaces.FindWorkplace(ctx, number); err != nil {
			return checkin.Workplace{}, false, err
		}
		m.places[number] = a
	}
	return a.place, a.found, nil
}
