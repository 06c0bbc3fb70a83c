package admin

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"ciaw/server/authority"
	"ciaw/server/checkin"
	"ciaw/server/config"
	"ciaw/server/store"
)

// Mandates writes a line about each company whose presences go to another
// authority.
func Mandates(ctx context.Context, s config.Settings, w io.Writer) error {
	return with(ctx, s, func(r *store.Store) error {
		given, err := r.ListMandates(ctx)
		if err != nil {
			return err
		}
		companies, err := r.ListCompanies(ctx)
		for _, m := range given {
			for _, c := range companies {
				if c.ID == m.Company {
					fmt.Fprintf(w, "%-14s  %-12s  %s\n", c.Number(), m.Authority, shown(c.Name))
				}
			}
		}
		return err
	})
}

// Given is a mandate: of the company of that number, for that authority.
type Given struct{ Number, Authority string }

// GiveMandate notes the mandate of a company: from now on its presences go to
// that authority. What proves it is read from in, up to the end of its line; a
// simulated authority needs nothing.
func GiveMandate(ctx context.Context, s config.Settings, to Given, in io.Reader) error {
	line, err := bufio.NewReader(io.LimitReader(in, 64<<10)).ReadString('\n')
	if err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	return withCompany(ctx, s, to.Number, func(r *store.Store, c checkin.Company) error {
		credential := authority.NewCredential(strings.TrimSpace(line))
		return r.PutMandate(ctx, authority.Mandate{Company: c.ID, Authority: to.Authority, Credential: credential}, time.Now())
	})
}

// WithdrawMandate ends the mandate of a company: this register gives the numbers
// of its presences from now on. What waits for the authority goes on waiting.
func WithdrawMandate(ctx context.Context, s config.Settings, number string) error {
	return withCompany(ctx, s, number, func(r *store.Store, c checkin.Company) error {
		found, err := r.WithdrawMandate(ctx, c.ID, time.Now())
		if err == nil && !found {
			err = errors.New("that company has given no mandate")
		}
		return err
	})
}

// withCompany opens a register for an errand about a company.
func withCompany(ctx context.Context, s config.Settings, number string, errand func(*store.Store, checkin.Company) error) error {
	e, err := parseCompany(number)
	if err != nil {
		return err
	}
	return with(ctx, s, func(r *store.Store) error {
		companies, err := r.ListCompanies(ctx)
		if err != nil {
			return err
		}
		for _, c := range companies {
			if c.Number() == e.Number() {
				return errand(r, c)
			}
		}
		return noCompany(e)
	})
}

// parseCompany reads the number of a company.
func parseCompany(number string) (checkin.Employer, error) {
	e, err := checkin.ParseEmployer(number)
	if err != nil {
		return e, fmt.Errorf("%q is no CBE number and no VAT number", number)
	}
	return e, nil
}

func noCompany(e checkin.Employer) error {
	return fmt.Errorf("no company with the number %s has users here", e.Number())
}
