package authority

import (
	"context"
	"fmt"

	"ciaw/server/checkin"
	"ciaw/server/id"
)

// Mandates keeps the mandates of companies. It is asked for every presence that
// is registered, so it answers from memory where it can.
type Mandates interface {
	// CurrentMandate returns the mandate under which a company's presences are
	// registered from now on, if it has given one.
	CurrentMandate(ctx context.Context, company id.Key) (m Mandate, found bool, err error)
	// FindMandate returns the mandate of a company at an authority, current or
	// not: what was sent under it is searched for and cancelled under it.
	FindMandate(ctx context.Context, company id.Key, authority string) (m Mandate, found bool, err error)
}

// Book says which authority a presence goes to, and under whose mandate.
type Book struct {
	Authorities []Authority
	Mandates    Mandates
}

// Choice is where a presence goes. It is made when the presence is stored and
// is stored with it: should a mandate change, the presence is still searched for
// where it was sent. The zero value is this register.
type Choice struct {
	Authority string
	Company   id.Key // whose mandate it is
}

// Choose says where a presence at a workplace goes: to the authority that the
// company of whoever registers it has given a mandate for, or without an account
// the company that keeps the workplace. Without a mandate this register gives
// the number itself, and so it does if the authority is not one of the book's.
func (b *Book) Choose(ctx context.Context, p checkin.Presence, at checkin.Workplace) (Choice, error) {
	company := p.Company
	if company.IsZero() {
		company = at.Company
	}
	if b == nil || len(b.Authorities) == 0 || company.IsZero() {
		return Choice{}, nil
	}
	m, found, err := b.Mandates.CurrentMandate(ctx, company)
	if err != nil {
		return Choice{}, fmt.Errorf("find the mandate of a company: %w", err)
	}
	if !found || b.authority(m.Authority) == nil {
		return Choice{}, nil
	}
	return Choice{m.Authority, company}, nil
}

// authority returns the client of that name; nil if there is none.
func (b *Book) authority(name string) Authority {
	for _, one := range b.Authorities {
		if one.Name() == name {
			return one
		}
	}
	return nil
}
