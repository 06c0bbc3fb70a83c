// Package server puts the parts together and runs them. It alone knows them
// all; no part knows another unless the arrows in arch_test.go allow it.
package server

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"runtime/debug"
	"sync"
	"time"

	"ciaw/server/auth"
	"ciaw/server/checkin"
	"ciaw/server/consultation"
	"ciaw/server/demo"
	"ciaw/server/id"
	"ciaw/server/limit"
	"ciaw/server/outbox"
	"ciaw/server/poster"
	"ciaw/server/receipt"
	"ciaw/server/registration"
	"ciaw/server/scan"
	"ciaw/server/seal"
	"ciaw/server/store"
	"ciaw/server/web"
	"ciaw/server/workplace"
	"ciaw/static"
)

// drain is how long requests under way may take when the program is told to
// stop.
const drain = 15 * time.Second

// Run serves the register until ctx ends, then lets requests under way finish.
// Ready, if not nil, is called once with the origin when requests are taken.
func Run(ctx context.Context, s Settings, ready func(origin string)) error {
	collectSeldom()
	if err := s.Validate(); err != nil {
		return err
	}
	log := s.log()
	if err := os.MkdirAll(s.Data, 0o700); err != nil {
		return fmt.Errorf("make data folder: %w", err)
	}
	register, err := openRegister(ctx, s)
	if err != nil {
		return err
	}
	defer func() {
		if err := register.Close(); err != nil {
			log.Error("database not closed cleanly", "err", err)
		}
	}()
	listener, err := listen(s)
	if err != nil {
		return err
	}
	origin := s.origin(listener.Addr())
	p := parts{register, origin, log, limit.New(rules(s.Limits), time.Now)}
	told, err := newNotices(s, p)
	if err != nil {
		return errors.Join(err, listener.Close())
	}
	handler, err := assemble(ctx, s, p, told)
	if err != nil {
		return errors.Join(err, listener.Close())
	}
	defer deliver(ctx, told, p)()
	log.Info("serving", "origin", origin, "addr", listener.Addr().String(), "tls", s.TLS, "demo", s.Demo, "simulation", s.Simulation)
	if ready != nil {
		ready(origin)
	}
	go debug.FreeOSMemory() // what starting has left behind; with our bounds it would stay for hours
	return serve(ctx, listener, handler, log)
}

// openRegister opens the database with its keys.
func openRegister(ctx context.Context, s Settings) (*store.Store, error) {
	keys, err := seal.Load(s.dataKeys(), true)
	if err != nil {
		return nil, err
	}
	return store.Open(ctx, s.database(), store.Options{Keys: keys, Simulation: s.Simulation, MaxGroup: s.MaxGroup})
}

// deliver tells whoever must hear of what was stored, until the returned
// function is called.
func deliver(ctx context.Context, n notices, p parts) (stop func()) {
	ctx, cancel := context.WithCancel(context.WithoutCancel(ctx))
	inside := outbox.Deliverer{Store: p.register, Now: time.Now, Log: p.log, Receivers: n.receivers(p.register), Enough: p.register.Enough()}
	outside := outbox.Deliverer{Store: p.register.Outward(), Now: time.Now, Log: p.log, Receivers: n.outside(), AtOnce: outsideAtOnce}
	var running sync.WaitGroup
	running.Go(func() { inside.Run(ctx) })
	running.Go(func() { outside.Run(ctx) })
	running.Go(func() { ring(ctx, p.register, p.log) })
	return func() {
		cancel()
		running.Wait()
	}
}

// subjects returns what the items are about.
func subjects(items []outbox.Item) (which []id.Presence) {
	for _, item := range items {
		which = append(which, item.Subjects...)
	}
	return which
}

// all returns err n times.
func all(n int, err error) []error {
	errs := make([]error, n)
	for i := range errs {
		errs[i] = err
	}
	return errs
}

// parts are what is made before the handler.
type parts struct {
	register *store.Store
	origin   string
	log      *slog.Logger
	tries    *limit.Counter
}

// assemble fills the services and returns the handler of every request.
func assemble(ctx context.Context, s Settings, p parts, n notices) (http.Handler, error) {
	keys, err := receipt.OpenKeys(s.receiptKeys(), time.Now())
	if err != nil {
		return nil, err
	}
	signing, accounts, err := portal(s, p)
	if err != nil {
		return nil, err
	}
	letters, err := s.mail()
	if err != nil {
		return nil, err
	}
	receipts := &receipt.Issuer{Keys: keys, Origin: p.origin}
	door := &registration.Service{Store: p.register, Workplaces: p.register, Now: time.Now, Allow: p.tries.Allow, Meanwhile: receipts.Prepare}
	site := web.Site{
		Mail:         letters,
		Push:         n.push,
		Hooks:        n.hook,
		Registration: door,
		Workplaces:   &workplace.Service{Store: p.register, Now: time.Now},
		Reader:       &scan.Service{Pictures: scan.Decoder{}},
		Receipts:     receipts,
		Keys:         keys,
		App:          static.App(),
		Ready:        p.register.Ready,
		Waiting:      p.register.Waiting,
		Allow:        p.tries.Allow,
		Consultation: &consultation.Service{Store: p.register, Now: time.Now},
		Auth:         signing,
		Accounts:     accounts,
		Printer:      sync.OnceValues(poster.NewPrinter),
		Origin:       p.origin,
		Simulation:   s.Simulation,
		Log:          p.log,
		Trusted:      s.trusted(),
		Secure:       s.secure(),
		Now:          time.Now,
	}
	if s.Demo {
		site.Demo = showDemo
		if err := addDemo(ctx, p.register); err != nil {
			return nil, fmt.Errorf("add demo: %w", err)
		}
	}
	return web.New(site), nil
}

// rules are how often things may be tried. A whole workplace may share one
// address, so an address may do what a thousand workers at a gate do; a Limosa
// number is registered a few times a day.
func rules(factor float64) map[string]limit.Rule {
	return map[string]limit.Rule{
		registration.ByAddress: {PerSecond: 100 * factor, Burst: 1000},
		registration.ByLimosa:  {PerSecond: factor / 60, Burst: 30},
		registration.ByPoster:  {PerSecond: 100 * factor, Burst: 2000},
		web.ByLookup:           {PerSecond: 100 * factor, Burst: 2000},
		web.ByScan:             {PerSecond: 2 * factor, Burst: 60},
		web.ByFounding:         {PerSecond: factor / 300, Burst: 10},
		web.ByFile:             {PerSecond: factor / 2, Burst: 60},
		auth.ByLogin:           {PerSecond: factor / 30, Burst: 10},
		auth.ByNetwork:         {PerSecond: factor, Burst: 100},
	}
}

// showDemo returns what there is to try today.
func showDemo() ([]demo.Place, []string) {
	today := checkin.DayOf(time.Now())
	return demo.Places(today), demo.Limosa(today)
}

// serve answers until ctx ends.
func serve(ctx context.Context, listener net.Listener, handler http.Handler, log *slog.Logger) error {
	server := &http.Server{
		Handler:           handler,
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       30 * time.Second,
		WriteTimeout:      60 * time.Second,
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    16 << 10,
		ErrorLog:          slog.NewLogLogger(log.Handler(), slog.LevelDebug), // scanners' broken handshakes
	}
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(listener) }()
	select {
	case err := <-failed:
		return fmt.Errorf("serve: %w", err)
	case <-ctx.Done():
	}
	log.Info("stopping")
	stop, cancel := context.WithTimeout(context.WithoutCancel(ctx), drain)
	defer cancel()
	if err := server.Shutdown(stop); err != nil {
		return fmt.Errorf("stop: %w", err)
	}
	return nil
}
