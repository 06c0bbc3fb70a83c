package consultation

import (
	"context"

	"ciaw/server/access"
	"ciaw/server/checkin"
	"ciaw/server/fault"
	"ciaw/server/id"
)

// ErrPeriod is the refusal of a period that ends before it begins, or is longer
// than a search may be.
var ErrPeriod = fault.New(fault.Invalid, "period_invalid")

// Query is which presences somebody looks for. Zero values ask for nothing.
type Query struct {
	From, To  checkin.Day // default: today, and From
	Workplace id.Workplace
	Employer  string // number
	Name      string // words of the person's name, or the letters of words
	PersonOf  id.Presence
	By        access.Whose
	After     checkin.Presence
	Limit     int
	Totals    bool // are wanted too; not of a search by name
}

// maxDays is the longest period of a search.
const maxDays = 366

// mostRead is how many presences a search by name reads for one page: names are
// encrypted where they are kept.
const mostRead = 5000

// Page is some of what was found.
type Page struct {
	Presences  []checkin.Presence
	Workplaces map[id.Workplace]checkin.Workplace // of all of them
	By         map[id.Presence]Registrar          // who registered them
	More       bool
	Last       checkin.Presence // the last that was looked at: where the next page begins
	Totals     *Totals          // nil unless asked for
}

// Totals are of the whole search, whatever the page.
type Totals struct {
	Presences int // that count: of those that say the same again, the first one
	Persons   int
}

// Search returns presences that concern the actor's company, latest day first. A
// page of a search by name may be shorter than asked, or empty, and have more
// behind it.
func (s *Service) Search(ctx context.Context, who checkin.Actor, q Query) (Page, error) {
	if err := access.MaySearch(who, q.By); err != nil {
		return Page{}, err
	}
	search, scope, err := s.searchOf(ctx, who, q)
	if err != nil {
		return Page{}, err
	}
	page, err := s.read(ctx, search, scope, q)
	if err != nil {
		return Page{}, err
	}
	if q.Totals && q.Name == "" {
		page.Totals = &Totals{}
		if page.Totals.Presences, page.Totals.Persons, err = s.Store.CountPresences(ctx, search); err != nil {
			return Page{}, err
		}
	}
	if page.Workplaces, err = s.workplacesOf(ctx, page.Presences); err != nil {
		return Page{}, err
	}
	page.By, err = s.registrars(ctx, who, page.Presences)
	return page, err
}

// workplacesOf returns the workplaces of presences.
func (s *Service) workplacesOf(ctx context.Context, presences []checkin.Presence) (map[id.Workplace]checkin.Workplace, error) {
	all := map[id.Workplace]checkin.Workplace{}
	for _, p := range presences {
		if _, known := all[p.Workplace]; known {
			continue
		}
		w, _, err := s.Store.FindWorkplace(ctx, p.Workplace)
		if err != nil {
			return nil, err
		}
		all[p.Workplace] = w
	}
	return all, nil
}

// searchOf returns what to ask the store for, and what of the answer the actor may
// see.
func (s *Service) searchOf(ctx context.Context, who checkin.Actor, q Query) (checkin.Search, access.Scope, error) {
	if q.From.IsZero() {
		q.From = checkin.DayOf(s.Now())
	}
	if q.To.IsZero() {
		q.To = q.From
	}
	if q.To.Before(q.From) || q.From.Add(maxDays-1).Before(q.To) {
		return checkin.Search{}, access.Scope{}, fault.At("to", ErrPeriod)
	}
	_, scope, err := s.scope(ctx, who)
	if err != nil {
		return checkin.Search{}, access.Scope{}, err
	}
	search := checkin.Search{
		From: q.From, To: q.To, Workplace: q.Workplace, Employer: q.Employer,
		Company: scope.Company, OnlyCompany: q.By != access.Everybodys, OwnEmployer: scope.Employer, Kept: scope.Kept, Chains: scope.Chains,
		AfterDay: q.After.On, After: q.After.ID,
	}
	if q.By == access.Mine {
		search.Registrar = who.ID
	}
	if q.PersonOf.IsZero() {
		return search, scope, nil
	}
	found, err := s.Store.FindPresences(ctx, []id.Presence{q.PersonOf})
	if err != nil {
		return checkin.Search{}, access.Scope{}, err
	}
	if len(found) == 0 || !scope.Sees(found[0]) || search.OnlyCompany && found[0].Company != scope.Company {
		return checkin.Search{}, access.Scope{}, fault.At("personOf", ErrNotHere)
	}
	search.Person = &found[0]
	return search, scope, nil
}

// read reads a page.
func (s *Service) read(ctx context.Context, search checkin.Search, scope access.Scope, q Query) (page Page, err error) {
	size := q.Limit
	if q.Name != "" {
		size = mostRead
	}
	search.Limit = size + 1
	found, err := s.Store.SearchPresences(ctx, search)
	if err != nil {
		return Page{}, err
	}
	page.More = len(found) > size
	for _, p := range found[:min(len(found), size)] {
		if page.Last = p; scope.Sees(p) && checkin.Mentions(p.Name, q.Name) {
			page.Presences = append(page.Presences, p)
		}
		if len(page.Presences) == q.Limit {
			page.More = p.ID != found[len(found)-1].ID
			break
		}
	}
	return page, nil
}
