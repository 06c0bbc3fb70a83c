package authority_test

import (
	"context"
	"errors"
	"testing"

	"ciaw/server/authority"
	"ciaw/server/authority/authoritytest"
	"ciaw/server/checkin"
	"ciaw/server/id"
)

// given are mandates of companies by the name of an authority.
type given map[id.Key]string

var errStore = errors.New("no database")

func (g given) CurrentMandate(_ context.Context, c id.Key) (authority.Mandate, bool, error) {
	name, found := g[c]
	if name == "broken" {
		return authority.Mandate{}, false, errStore
	}
	return authority.Mandate{Company: c, Authority: name}, found, nil
}

func (g given) FindMandate(ctx context.Context, c id.Key, _ string) (authority.Mandate, bool, error) {
	return g.CurrentMandate(ctx, c)
}

func TestWhereAPresenceGoes(t *testing.T) {
	registers, keeps, none := company(1), company(2), id.Key{}
	book := &authority.Book{Authorities: []authority.Authority{&authoritytest.Double{Called: "office"}}, Mandates: given{
		registers: "office", company(3): "office", company(4): "abroad", company(5): "broken",
	}}
	for name, c := range map[string]struct {
		book            *authority.Book
		company, keeper id.Key
		want            authority.Choice
		err             error
	}{
		"who registers has a mandate":       {book, registers, keeps, authority.Choice{Authority: "office", Company: registers}, nil},
		"the keeper's does not count then":  {book, keeps, registers, authority.Choice{}, nil},
		"no account, the keeper has one":    {book, none, company(3), authority.Choice{Authority: "office", Company: company(3)}, nil},
		"no account, the keeper has none":   {book, none, keeps, authority.Choice{}, nil},
		"no account, nobody keeps it":       {book, none, none, authority.Choice{}, nil},
		"for an authority that we know not": {book, company(4), none, authority.Choice{}, nil},
		"nobody can be asked":               {book, company(5), none, authority.Choice{}, errStore},
		"no authorities":                    {&authority.Book{}, company(5), none, authority.Choice{}, nil},
		"no book":                           {nil, registers, none, authority.Choice{}, nil},
	} {
		got, err := c.book.Choose(t.Context(), checkin.Presence{Company: c.company}, checkin.Workplace{Company: c.keeper})
		if got != c.want || !errors.Is(err, c.err) {
			t.Errorf("%s: %+v, %v", name, got, err)
		}
	}
}
