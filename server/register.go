package server

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"sync"
	"time"

	"ciaw/server/account"
	"ciaw/server/auth"
	"ciaw/server/authority"
	"ciaw/server/checkin"
	"ciaw/server/config"
	"ciaw/server/consultation"
	"ciaw/server/egress"
	"ciaw/server/events"
	"ciaw/server/gatescreen"
	"ciaw/server/hook"
	"ciaw/server/id"
	"ciaw/server/letter"
	"ciaw/server/limit"
	"ciaw/server/outbox"
	"ciaw/server/poster"
	"ciaw/server/push"
	"ciaw/server/receipt"
	"ciaw/server/receiptsheet"
	"ciaw/server/registration"
	"ciaw/server/rollcall"
	"ciaw/server/scan"
	"ciaw/server/seal"
	"ciaw/server/store"
	"ciaw/server/web"
	"ciaw/server/workplace"
)

// register is one register: its store, its services, and the loops that tell
// others what was stored. Several can live in one process: nothing is shared
// between them but what newRegister is given.
type register struct {
	store  *store.Store
	events *events.Service
	relay  *authority.Relay
	served web.Register
	log    *slog.Logger
}

// mounting is the position of a register in the address space of a site.
type mounting struct {
	origin string // of the site
	prefix string // of the register's addresses; "" at the root
	log    *slog.Logger
}

// newRegister opens a register and makes its services. Nothing runs yet.
func newRegister(ctx context.Context, s config.Settings, at mounting) (*register, error) {
	opened, err := openStore(ctx, s, at.log)
	if err != nil {
		return nil, err
	}
	r := &register{store: opened, log: at.log}
	if err := r.fill(ctx, s, at); err != nil {
		return nil, errors.Join(err, opened.Close())
	}
	return r, nil
}

// openStore opens the database with its keys.
func openStore(ctx context.Context, s config.Settings, log *slog.Logger) (*store.Store, error) {
	keys, err := loadKeys(ctx, s)
	if err != nil {
		return nil, err
	}
	return store.Open(ctx, s.DSN(), store.Options{Keys: keys, Simulation: s.Simulation, MaxBatch: s.MaxBatch, NumbersAlarm: func(used float64) {
		log.Warn("most receipt numbers of today are given: at 1 nothing is registered until midnight", "used", used)
	}})
}

// loadKeys reads the keys that encrypt the numbers of persons. Only for a new
// database they are made: beside one that has its own they would read nothing, and
// might be taken for them.
func loadKeys(ctx context.Context, s config.Settings) (*seal.Keys, error) {
	keys, err := seal.Load(s.DataKeysFile(), false)
	if !errors.Is(err, fs.ErrNotExist) {
		return keys, err
	}
	switch has, err := store.HasKeys(ctx, s.DSN()); {
	case err != nil:
		return nil, fmt.Errorf("look into the database: %w", err)
	case has:
		return nil, fmt.Errorf("the numbers of persons in the database are encrypted, and their keys are not here: put %s back into place", s.DataKeysFile())
	}
	return seal.Load(s.DataKeysFile(), true)
}

// salt returns the salt of a receipt.
func (r *register) salt(number string) [16]byte { return r.store.Keys.Find("receipt salt", number) }

// gateScreens returns the keys of the screens at the gates.
func (r *register) gateScreens() gatescreen.Keys {
	return gatescreen.Keys{Secret: r.store.Keys.Derive("gate screens")}
}

// registration makes the door of a register.
func (r *register) registration(rules checkin.Rules, tries *limit.Counter, receipts *receipt.Issuer) *registration.Service {
	return &registration.Service{
		Store: r.store, Workplaces: r.store, Rules: rules, Now: time.Now, Allow: tries.Allow, GiveBack: tries.GiveBack,
		Prepare: receipts.Prepare, Showed: r.gateScreens().Showed,
	}
}

// fill makes the services of a register.
func (r *register) fill(ctx context.Context, s config.Settings, at mounting) error {
	origin := at.origin + at.prefix
	keys, err := receipt.OpenKeys(s.ReceiptKeysFile(), time.Now())
	if err != nil {
		return err
	}
	passkeys, err := auth.NewWebAuthn(at.origin)
	if err != nil {
		return fmt.Errorf("prepare passkeys: %w", err)
	}
	rules, err := checkin.NewRules(s.Rules)
	if err != nil {
		return err
	}
	tries := limit.New(limits(s.Limits), time.Now)
	letters, err := newLetters(s, tries, at.log)
	if err != nil {
		return err
	}
	receipts := &receipt.Issuer{Keys: keys, Salts: r.salt, Origin: origin}
	r.served = web.Register{
		Prefix:       at.prefix,
		Origin:       origin,
		Simulation:   s.Simulation,
		Rules:        rules,
		Registration: r.registration(rules, tries, receipts),

		Workplaces:   &workplace.Service{Store: r.store, Rules: rules, Now: time.Now},
		Consultation: &consultation.Service{Store: r.store, Rules: rules, Now: time.Now},
		RollCalls:    &rollcall.Service{Store: r.store, Now: time.Now},
		Auth: &auth.Service{
			Store: r.store, Key: r.store.Keys.Derive("access tokens"), Origin: origin, WebAuthn: passkeys, Now: time.Now, Log: r.log,
			Allow: tries.Allow, Tell: r.tell,
		},
		Accounts:    &account.Service{Store: r.store, Now: time.Now, Tell: r.tell, Confirmed: s.OpenCompanies},
		Receipts:    receipts,
		Letters:     letters,
		Screens:     r.gateScreens(),
		Printer:     sync.OnceValues(poster.NewPrinter),
		Paper:       sync.OnceValues(receiptsheet.NewPrinter),
		Reader:      scan.Decoder{},
		Ready:       r.store.Ready,
		Passes:      r.store.Passes,
		Waiting:     r.store.Waiting,
		NumbersUsed: r.numbersUsed,
		Allow:       tries.Allow,
		Now:         time.Now,
	}
	if err := r.connect(s, origin); err != nil {
		return err
	}
	if !s.Demo {
		return endDemo(ctx, r.store)
	}
	r.served.Demo = showDemo
	if err := addDemo(ctx, r.store); err != nil {
		return fmt.Errorf("--demo: %w", err)
	}
	return addDemoMandates(ctx, r.store, r.relay.Book.Authorities)
}

// connect makes what tells others of presences, and what hands them on.
func (r *register) connect(s config.Settings, origin string) error {
	if err := r.notify(s, origin); err != nil {
		return err
	}
	return r.forward(s)
}

// numbersUsed returns which part of today's receipt numbers is given.
func (r *register) numbersUsed(ctx context.Context) (float64, error) {
	return r.store.NumbersUsed(ctx, checkin.DayOf(time.Now()))
}

// forward makes what hands presences to other authorities.
func (r *register) forward(s config.Settings) error {
	offices, err := s.Authorities()
	if err != nil {
		return err
	}
	book := &authority.Book{Authorities: offices, Mandates: r.store}
	r.relay = &authority.Relay{Store: r.store.Forwarded(), Book: book, Now: time.Now, Log: r.log}
	r.served.Authorities = r.relay.Status
	if len(offices) == 0 {
		return nil // every number is ours: nobody need ask
	}
	r.served.Registration.Choose = func(ctx context.Context, p checkin.Presence, at checkin.Workplace) (string, id.Key, error) {
		choice, err := book.Choose(ctx, p, at)
		return choice.Authority, choice.Company, err
	}
	return nil
}

// notify makes the services that tell users and other software. What signs is
// derived from the data keys, so that all processes of a register sign alike.
func (r *register) notify(s config.Settings, origin string) error {
	client, keys := egress.New(s.PrivateTargets), r.store.Keys
	r.served.Push = &push.Service{
		Store: r.store, Client: client, Now: time.Now, Key: push.NewKey(keys.Derive("web push")), Contact: s.Contact(origin), Absences: r.served.Consultation.Absences,
	}
	if r.served.Push.Contact == "" {
		r.log.Warn("nothing is pushed to phones: push services want to know who sends; name the register with --origin https://NAME, or the operator with --push-contact mailto:ADDRESS")
	}
	r.served.Hooks = &hook.Service{Store: r.store, Client: client, Now: time.Now, Secret: keys.Derive}
	r.events = &events.Service{Store: r.store, Push: r.served.Push, Hooks: r.served.Hooks, InForce: r.served.Rules.InForce}
	return r.served.Push.LoadWords()
}

// outsideAtOnce is how many are told outside the register at the same time, of
// users and of other software each.
const outsideAtOnce = 32

// run tells whoever must hear of what was stored, until the returned function
// is called.
func (r *register) run(ctx context.Context) (stop func()) {
	ctx, cancel := context.WithCancel(context.WithoutCancel(ctx))
	inside := outbox.Deliverer{Store: r.store, Now: time.Now, Log: r.log, Receivers: r.events.Inside(), Wakeup: r.store.Wakeup()}
	devices := outbox.Deliverer{Store: r.store.Pushes(), Now: time.Now, Log: r.log, Receivers: r.events.Devices(), AtOnce: outsideAtOnce}
	software := outbox.Deliverer{Store: r.store.Hooks(), Now: time.Now, Log: r.log, Receivers: r.events.Software(), AtOnce: outsideAtOnce}
	var running sync.WaitGroup
	running.Go(func() { inside.Run(ctx) })
	authorities := outbox.Deliverer{Store: r.store.Authorities(), Now: time.Now, Log: r.log, Receivers: r.relay.Receivers()}
	running.Go(func() { devices.RunEach(ctx) })
	running.Go(func() { software.RunEach(ctx) })
	running.Go(func() { authorities.Run(ctx) })
	running.Go(func() { events.Ring(ctx, r.store, r.log) })
	return func() {
		cancel()
		running.Wait()
	}
}

// limits are how often things may be tried. A whole workplace may share one
// address, so an address may do what a thousand workers at a gate do; a Limosa
// number is registered a few times a day. Without poster and account nobody need
// be at the gate: that is for a few whose poster is torn. What one address
// registers in a day is far from all receipt numbers of that day. Passwords and
// codes can be guessed and have small limits: passwords by login and network, so
// that nobody is locked out by others; codes by account, as who tries them knows
// the password. Secrets of 256 bits have a wide one.
func limits(factor float64) map[string]limit.Rule {
	return map[string]limit.Rule{
		registration.ByAddress: {PerSecond: 100 * factor, Burst: 1000},
		registration.ByLimosa:  {PerSecond: factor / 60, Burst: 30},
		registration.ByPoster:  {PerSecond: 100 * factor, Burst: 2000},
		registration.ByDay:     {PerSecond: 10 * factor, Burst: 100_000},
		registration.ByTyped:   {PerSecond: 20 * factor / 3600, Burst: 20},
		web.ByLookup:           {PerSecond: 100 * factor, Burst: 2000},
		web.ByScan:             {PerSecond: 2 * factor, Burst: 60},
		web.BySignUp:           {PerSecond: factor / 300, Burst: 10},
		web.ByFile:             {PerSecond: factor / 2, Burst: 60},
		web.ByChallenge:        {PerSecond: factor / 60, Burst: 30},
		auth.ByLogin:           {PerSecond: factor / 30, Burst: 10},
		auth.ByNetwork:         {PerSecond: factor, Burst: 100},
		auth.BySecret:          {PerSecond: 20 * factor, Burst: 1000},
		auth.ByAccount:         {PerSecond: factor / 300, Burst: 10},
		letter.ByCompany:       {PerSecond: factor / 60, Burst: 60},
		letter.ByRecipient:     {PerSecond: factor / 1800, Burst: 5},
		letter.ByNetwork:       {PerSecond: factor / 30, Burst: 60},
		letter.ByNotice:        {PerSecond: factor / 300, Burst: 20},
	}
}
