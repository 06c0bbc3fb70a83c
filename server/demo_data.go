package server

import (
	"context"
	"fmt"
	"slices"
	"time"

	"ciaw/server/auth"
	"ciaw/server/authority"
	"ciaw/server/checkin"
	"ciaw/server/demo"
	"ciaw/server/outbox"
	"ciaw/server/store"
)

// showDemo returns what there is to try today.
func showDemo() ([]demo.Workplace, []string) {
	today := checkin.DayOf(time.Now())
	return demo.Workplaces(today), demo.Limosa(today)
}

// endDemo ends the logins of the demo, whose passwords are public: whoever made a
// trial of the register uses it in earnest now.
func endDemo(ctx context.Context, register *store.Store) error {
	living, err := register.LivingLogins(ctx, demo.Companies()...)
	if err != nil || len(living) == 0 {
		return err
	}
	return register.EndLogins(ctx, demo.Companies()...)
}

// refuseDemo fails where there is a company that is not the demo's, unless the
// register has only ever been served as a demo: whoever signed up there did so to
// try it.
func refuseDemo(ctx context.Context, register *store.Store) error {
	if living, err := register.LivingLogins(ctx, demo.Companies()...); err != nil || len(living) > 0 {
		return err
	}
	all, err := register.ListCompanies(ctx)
	for _, c := range all {
		if !slices.Contains(demo.Companies(), c.ID) {
			return fmt.Errorf("there is a company in this register (%s), and everybody knows the passwords of the demo: use another data folder", c.Number())
		}
	}
	return err
}

// addDemo stores what the demo shows, unless it is there already.
func addDemo(ctx context.Context, register *store.Store) error {
	if err := refuseDemo(ctx, register); err != nil {
		return err
	}
	today := checkin.DayOf(time.Now())
	for _, m := range demo.Members() {
		if err := addMember(ctx, register, m); err != nil {
			return err
		}
	}
	for i, p := range demo.Workplaces(today) {
		if err := register.PutWorkplace(ctx, p.Workplace, p.Posters...); err != nil {
			return err
		}
		if i > 0 {
			continue
		}
		if _, err := register.ChangeWorkplace(ctx, demo.Members()[0].User.ID, p.Workplace, demo.Contractors()); err != nil {
			return err
		}
	}
	return addYesterday(ctx, register, today)
}

func addMember(ctx context.Context, register *store.Store, m demo.Member) error {
	a, found, err := register.FindLogin(ctx, m.User.Login)
	if err != nil || found && a.Password != "" {
		return err
	}
	hashed, err := (&auth.Service{}).NewPassword(ctx, demo.Password)
	if err != nil {
		return err
	}
	if found { // it was ended
		_, err := register.ChangeAccount(ctx, m.User.ID, "begin demo login", func(a *checkin.Account) error {
			a.Password = hashed
			return nil
		})
		return err
	}
	return register.AddCompany(ctx, m.Company, checkin.Account{Member: m.Member, Password: hashed})
}

// addDemoMandates has all companies of the demo give a mandate for the first of
// other authorities, if there is any.
func addDemoMandates(ctx context.Context, register *store.Store, authorities []authority.Authority) error {
	if len(authorities) == 0 {
		return nil
	}
	for _, m := range demo.Members() {
		_, found, err := register.CurrentMandate(ctx, m.Company.ID)
		if err != nil {
			return fmt.Errorf("look for a mandate: %w", err)
		}
		if found {
			continue
		}
		given := authority.Mandate{Company: m.Company.ID, Authority: authorities[0].Name()}
		if err := register.PutMandate(ctx, given, time.Now()); err != nil {
			return fmt.Errorf("add a mandate: %w", err)
		}
	}
	return nil
}

// addYesterday stores who was there yesterday, as their company registered them.
func addYesterday(ctx context.Context, register *store.Store, today checkin.Day) error {
	all := demo.Yesterday(today)
	for i, p := range all {
		all[i].Owner = auth.OwnerOf(p.Company)
	}
	pending, err := register.AddPresences(ctx, all, outbox.Always(outbox.Check))
	if err != nil {
		return err
	}
	for _, r := range pending.Wait() {
		if r.Err != nil {
			return r.Err
		}
	}
	return nil
}
