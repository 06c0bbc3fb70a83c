package admin

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"ciaw/server/auth"
	"ciaw/server/checkin"
	"ciaw/server/config"
	"ciaw/server/id"
	"ciaw/server/store"
)

// Companies writes a line about each company.
func Companies(ctx context.Context, s config.Settings, w io.Writer) error {
	return with(ctx, s, func(r *store.Store) error {
		all, err := r.ListCompanies(ctx)
		for _, c := range all {
			state := "not confirmed"
			if c.Confirmed {
				state = "confirmed"
			}
			fmt.Fprintf(w, "%-14s  %-13s  since %s  %s\n", c.Number(), state, c.Created.Format(time.DateOnly), shown(c.Name))
		}
		return err
	})
}

// ConfirmCompany notes that the operator knows whose users act for a company.
func ConfirmCompany(ctx context.Context, s config.Settings, number string) error {
	e, err := parseCompany(number)
	if err != nil {
		return err
	}
	return with(ctx, s, func(r *store.Store) error {
		found, err := r.ConfirmCompany(ctx, e.Number())
		if err == nil && !found {
			err = noCompany(e)
		}
		return err
	})
}

// RemoveCompany removes a company of which nothing need be kept.
func RemoveCompany(ctx context.Context, s config.Settings, number string) error {
	e, err := parseCompany(number)
	if err != nil {
		return err
	}
	return with(ctx, s, func(r *store.Store) error {
		found, err := r.RemoveCompany(ctx, e.Number())
		if err == nil && !found {
			err = noCompany(e)
		}
		return err
	})
}

// UserLink makes a link with which a user sets a new password. It asks for their
// second factor, if they have one, unless that ends with it: for somebody who has
// lost the phone and the recovery codes, and whom the operator knows.
func UserLink(ctx context.Context, s config.Settings, login string, endSecondFactor bool) (link string, err error) {
	err = with(ctx, s, func(r *store.Store) error {
		a, err := findUser(ctx, r, login)
		if err != nil {
			return err
		}
		if endSecondFactor {
			_, err = r.ChangeAccount(ctx, a.User.ID, "operator ended second factor", func(a *checkin.Account) error {
				a.TOTP, a.TOTPStep, a.Recovery = "", 0, nil
				return nil
			})
		}
		if err != nil {
			return err
		}
		secret, _, err := (&auth.Service{Store: r, Now: time.Now}).NewLink(ctx, a.User)
		link = s.Origin + "/link#" + secret
		return err
	})
	return link, err
}

// UserNISS gives a user another own national number, which is read from in, and
// writes nothing of it.
func UserNISS(ctx context.Context, s config.Settings, login string, in io.Reader) error {
	line, err := firstLine(in)
	if err != nil {
		return err
	}
	own, err := id.ParseNISS(line)
	if err != nil {
		return errors.New("not a national number")
	}
	return with(ctx, s, func(r *store.Store) error {
		a, err := findUser(ctx, r, login)
		if err != nil {
			return err
		}
		err = r.ReplaceNISS(ctx, a.User.ID, own)
		if errors.Is(err, checkin.ErrNISSTaken) {
			err = errors.New("another user of the company has that number")
		}
		return err
	})
}

// findUser returns the account that signs in with that.
func findUser(ctx context.Context, r *store.Store, login string) (checkin.Account, error) {
	a, found, err := r.FindLogin(ctx, auth.PlainLogin(login))
	if err == nil && !found {
		err = errors.New("there is no such user")
	}
	return a, err
}

// firstLine reads a line that is in no list of commands.
func firstLine(in io.Reader) (string, error) {
	line, err := bufio.NewReader(io.LimitReader(in, 100)).ReadString('\n')
	if err != nil && !errors.Is(err, io.EOF) {
		return "", err
	}
	return strings.TrimSpace(line), nil
}

// exported is a presence in the data export of a person (GDPR, article 15).
type exported struct {
	ReceiptNumber string            `json:"receiptNumber"`
	State         checkin.State     `json:"state"`
	On            string            `json:"on"`
	Direction     checkin.Direction `json:"direction"`
	Authority     string            `json:"authority,omitempty"`
	Workplace     string            `json:"workplace"`
	WorkplaceName string            `json:"nameOfWorkplace"`
	Name          string            `json:"name,omitempty"`
	Employer      string            `json:"employer,omitempty"`
	EmployerName  string            `json:"nameOfEmployer,omitempty"`
	Channel       checkin.Channel   `json:"channel"`
	CapturedAt    time.Time         `json:"capturedAt"`
	RecordedAt    time.Time         `json:"recordedAt"`
	Position      *checkin.Position `json:"position,omitempty"`
	Remarks       []checkin.Remark  `json:"remarks,omitempty"`
	Cancelled     *time.Time        `json:"cancelledAt,omitempty"`
}

// ExportPerson writes everything about one person as JSON. Their Limosa or
// national number is read from in.
func ExportPerson(ctx context.Context, s config.Settings, in io.Reader, out io.Writer) error {
	line, err := firstLine(in)
	if err != nil {
		return err
	}
	var p checkin.Presence
	if p.NISS, err = id.ParseNISS(line); err != nil {
		if p.Limosa, err = id.ParseLimosa(line); err != nil {
			return errors.New("neither a national nor a Limosa number")
		}
	}
	return with(ctx, s, func(r *store.Store) error {
		all, err := r.PresencesOf(ctx, p)
		if err != nil {
			return err
		}
		answer := make([]exported, len(all))
		for i, one := range all {
			w, _, err := r.FindWorkplace(ctx, one.Workplace)
			if err != nil {
				return err
			}
			answer[i] = exportedOf(one, w)
		}
		e := json.NewEncoder(out)
		e.SetIndent("", "  ")
		return e.Encode(answer)
	})
}

func exportedOf(p checkin.Presence, w checkin.Workplace) exported {
	e := exported{
		ReceiptNumber: p.Receipt.String(), State: p.State, On: p.On.String(), Workplace: p.Workplace.String(), WorkplaceName: w.Name,
		Direction: p.Direction, Authority: p.Authority,
		Name: p.Name, Employer: p.Employer.Number(), EmployerName: p.Employer.Name, Channel: p.Channel,
		CapturedAt: p.CapturedAt, RecordedAt: p.RecordedAt, Position: p.Position, Remarks: p.Remarks,
	}
	if p.Cancellation != nil {
		e.Cancelled = &p.Cancellation.At
	}
	return e
}
